"""What is asked of the platform for an Official Account.

Source: https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage.html
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import httpx2

from api.platforms.breaker import Breaker
from api.platforms.client import Media, PlatformClient, Wire
from api.platforms.errors import PlatformError
from api.platforms.tokens import SharedTokens, TokenParts
from api.platforms.verdicts import ErrorPolicy
from api.wechat.settings import WeChatSettings
from api.wechat.tokens import StableTokens

ERRCODES = Path(__file__).with_name("errcodes.yml")
_MAX_MEDIA_BYTES = 10 * 1024 * 1024  # the platform takes pictures up to 10 MB, voices up to 2 MB


class WeChatClient:
    """The calls by name."""

    def __init__(self, platform: PlatformClient) -> None:
        self._platform = platform

    @classmethod
    def of(cls, settings: WeChatSettings, http: httpx2.AsyncClient, parts: TokenParts) -> Self:
        """Return the client of an account, over a connection to its platform."""
        wire = Wire(http, ErrorPolicy.load(ERRCODES), Breaker(parts.limits, parts.clock), parts.limits)
        return cls(PlatformClient(wire, SharedTokens(StableTokens(wire, settings), parts)))

    async def send(self, openid: str, body: Mapping[str, Any], *, key: str) -> None:  # noqa: ARG002  # no idempotency here
        """Send a 客服消息; ``body`` is the message without its recipient.

        Raises:
            PlatformError: it was not taken.
        """
        await self._platform.post("/cgi-bin/message/custom/send", {"touser": openid, **body})

    async def show_typing(self, openid: str) -> None:
        """Show that an answer is being written, where that is possible; nothing depends on it."""
        with suppress(PlatformError):
            await self._platform.post("/cgi-bin/message/custom/typing", {"touser": openid, "command": "Typing"})

    async def fetch_media(self, media_id: str) -> Media:
        """Return what a citizen sent.

        Raises:
            PlatformError: it is not there any more, or too large.
        """
        return await self._platform.media("/cgi-bin/media/get", media_id, _MAX_MEDIA_BYTES)

    async def create_menu(self, menu: Mapping[str, Any]) -> None:
        """Replace the menu of the account.

        Raises:
            PlatformError: it was not taken.
        """
        await self._platform.post("/cgi-bin/menu/create", menu)
