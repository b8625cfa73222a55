"""WeChat's side of the wire, for tests: a small real server, and phones that use it.

    with Platform(Account(), callback="http://127.0.0.1:8000/channels/wechat") as platform:
        phone = platform.phone()
        phone.says("怎样申请政府信息公开？")
        assert phone.sees("写明内容")

It keeps the platform's rules (signatures, five seconds, repeated callbacks, quotas, lifetimes of tokens) and can break
down in all the ways the platform does (``platform.faults``). Its cipher is its own, so that both sides share no mistake.
"""

from tests.simulators.wechat.account import Account, Mode
from tests.simulators.wechat.faults import Faults
from tests.simulators.wechat.phone import Phone
from tests.simulators.wechat.platform import Platform
from tests.simulators.wechat.screen import SORRY, Bubble

__all__ = ["SORRY", "Account", "Bubble", "Faults", "Mode", "Phone", "Platform"]
