"""The simulator of WeChat, and clients of it as the processes of a service have them."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
from pydantic import SecretStr

from api.db.engine import Database
from api.platforms.client import open_http
from api.platforms.limits import platform_limits
from api.platforms.tokens import TokenParts
from api.sealing import Sealer
from api.wechat.client import WeChatClient
from api.wechat.settings import WeChatSettings
from knowledge.clock import new_id
from tests.simulators.wechat import Account, Platform

LIMITS = platform_limits().model_copy(update={"answer_seconds": 0.5, "connect_seconds": 0.5})
NewClient = Callable[[], WeChatClient]


def settings_for(platform: Platform) -> WeChatSettings:
    """The settings that fit an account of the simulator."""
    account: Account = platform.account
    return WeChatSettings(
        token=SecretStr(account.token),
        app_id=account.app_id,
        app_secret=SecretStr(account.secret),
        encoding_aes_key=SecretStr(account.aes_key),
        mode=account.mode.value,
        api_base=platform.address,
    )


@pytest.fixture
def platform() -> Iterator[Platform]:
    """The platform, with nobody to call."""
    with Platform() as platform:
        yield platform


@pytest_asyncio.fixture
async def new_client(platform: Platform, database: Database) -> AsyncIterator[NewClient]:
    """Return the client of another process of the same service each time; all follow the platform's clock."""
    async with AsyncExitStack() as stack:

        def start() -> WeChatClient:
            http = open_http(platform.address, LIMITS)
            stack.push_async_callback(http.aclose)
            parts = TokenParts(database, Sealer(b"k" * 32), platform.time.now, LIMITS, new_id())
            return WeChatClient.of(settings_for(platform), http, parts)

        yield start
