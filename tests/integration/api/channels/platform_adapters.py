"""The channels of the messaging platforms, with the simulators behind them."""

from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

from pydantic import SecretStr

from api.channels.port import DeliveryState, Rendered
from api.db.engine import Database
from api.platforms.allowance import EndlessAllowance
from api.platforms.client import open_http
from api.platforms.limits import platform_limits
from api.platforms.tokens import TokenParts
from api.sealing import Sealer
from api.wechat.channel import WeChatChannel
from api.wechat.client import WeChatClient
from api.wechat.rendering import WeChatRendering
from api.wechat.settings import WeChatSettings
from api.wechat.wording import wording
from api.wecom.channel import WeComChannel
from api.wecom.client import WeComClient
from api.wecom.settings import WeComSettings
from tests.simulators.wechat import Bubble, Phone, Platform
from tests.simulators.wecom import WeComPhone, WeComPlatform

_MANY = 1000
_ENDLESS = (_MANY, timedelta(days=1))
_LIMIT = wording().limits.text_bytes


class PlatformAdapter:
    """A channel over a simulator; ``codes`` are the errcodes that lead to each state."""

    def __init__(
        self, channel: WeChatChannel, platform: Platform | WeComPlatform, path: str, codes: dict[DeliveryState, int]
    ) -> None:
        self.channel = channel
        self._platform = platform
        self._path = path
        self._codes = codes
        self._phones: dict[str, Phone | WeComPhone] = {}

    async def citizen(self, number: int) -> str:  # noqa: ARG002  # the platform gives the names
        phone = self._platform.phone()
        name = phone.openid if isinstance(phone, Phone) else phone.userid
        phone.says("您好")
        phone.allowance.grant("message", _ENDLESS)
        self._phones[name] = phone
        return name

    def become(self, state: DeliveryState) -> None:
        codes = [self._codes[state]] * _MANY if state in self._codes else []
        self._platform.faults.errcodes[self._path] = deque(codes)

    def received(self, citizen: str) -> Sequence[str]:
        return [_words(bubble) for bubble in self._phones[citizen].screen.received]

    def read(self, messages: Sequence[Rendered]) -> str:
        return "".join(each.text for each in messages)

    def buttons(self, message: Rendered) -> Sequence[str]:  # noqa: ARG002  # choices are numbered
        return ()


def _words(bubble: Bubble) -> str:
    """Return what is read of a message; the entries of a menu stand below each other on the screen."""
    if not bubble.choices:
        return bubble.text
    return f"{bubble.text.splitlines()[0]} {' / '.join(bubble.choices.values())}"


@asynccontextmanager
async def open_wechat(database: Database) -> AsyncIterator[PlatformAdapter]:
    with Platform() as platform:
        account = platform.account
        settings = WeChatSettings(
            token=SecretStr(account.token), app_id=account.app_id, app_secret=SecretStr(account.secret),
            encoding_aes_key=SecretStr(account.aes_key), api_base=platform.address,
        )  # fmt: skip
        async with open_http(platform.address) as http:
            client = WeChatClient.of(settings, http, _parts(database, platform))
            channel = WeChatChannel(WeChatRendering(can_push=True), client, EndlessAllowance(), _LIMIT)
            codes = {DeliveryState.RETRY: -1, DeliveryState.DEFERRED: 45015, DeliveryState.REFUSED: 43004}
            yield PlatformAdapter(channel, platform, "message/custom/send", codes)


@asynccontextmanager
async def open_wecom(database: Database) -> AsyncIterator[PlatformAdapter]:
    with WeComPlatform() as platform:
        account = platform.account
        settings = WeComSettings(
            corp_id=account.corp_id, secret=SecretStr(account.secret), token=SecretStr(account.token),
            encoding_aes_key=SecretStr(account.aes_key), open_kfid=account.open_kfid, api_base=platform.address,
        )  # fmt: skip
        async with open_http(platform.address) as http:
            client = WeComClient.of(settings, http, _parts(database, platform))
            channel = WeComChannel(WeChatRendering(can_push=True), client, EndlessAllowance(), _LIMIT)
            codes = {DeliveryState.RETRY: -1, DeliveryState.DEFERRED: 95018, DeliveryState.REFUSED: 40003}
            yield PlatformAdapter(channel, platform, "send_msg", codes)


def _parts(database: Database, platform: Platform | WeComPlatform) -> TokenParts:
    return TokenParts(database, Sealer(b"k" * 32), platform.time.now, platform_limits(), "p")
