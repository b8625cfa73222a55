"""WeCom's side of 微信客服, for tests: callbacks that carry no message, a log that is read page by page, and phones.

with WeComPlatform(WeComAccount(), callback="http://127.0.0.1:8000/channels/wecom") as platform:
    phone = platform.phone()
    phone.says("怎样申请政府信息公开？")
    assert phone.sees("写明内容")
"""

from tests.simulators.wecom.account import WeComAccount
from tests.simulators.wecom.phone import WeComPhone
from tests.simulators.wecom.platform import WeComPlatform

__all__ = ["WeComAccount", "WeComPhone", "WeComPlatform"]
