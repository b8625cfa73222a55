"""What is asked of WeCom for a customer-service account.

Sources: https://developer.work.weixin.qq.com/document/path/94670 (sync_msg), /path/94677 (send_msg), /path/94669 (state).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from hashlib import blake2b
from pathlib import Path
from typing import Any, Self

import httpx2

from api.platforms.breaker import Breaker
from api.platforms.client import Media, PlatformClient, Wire
from api.platforms.tokens import SharedTokens, TokenParts
from api.platforms.verdicts import ErrorPolicy
from api.wecom.settings import WeComSettings
from api.wecom.tokens import CorpTokens

ERRCODES = Path(__file__).with_name("errcodes.yml")
_PAGE = 1000  # the platform's most
_AMR = 0  # voice_format
_MAX_MEDIA_BYTES = 10 * 1024 * 1024


class SessionState(IntEnum):
    """Who has a conversation."""

    NEW = 0
    ASSISTANT = 1
    QUEUED = 2  # for a person
    PERSON = 3
    ENDED = 4


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the log. ``cursor`` is where the next one starts."""

    messages: Sequence[Mapping[str, Any]]
    cursor: str
    has_more: bool


class WeComClient:
    """The calls by name."""

    def __init__(self, platform: PlatformClient, open_kfid: str) -> None:
        self._platform = platform
        self._open_kfid = open_kfid

    @classmethod
    def of(cls, settings: WeComSettings, http: httpx2.AsyncClient, parts: TokenParts) -> Self:
        """Return the client of an account, over a connection to its platform."""
        wire = Wire(http, ErrorPolicy.load(ERRCODES), Breaker(parts.limits, parts.clock), parts.limits)
        return cls(PlatformClient(wire, SharedTokens(CorpTokens(wire, settings), parts)), settings.open_kfid)

    async def sync(self, cursor: str, token: str) -> Page:
        """Read on from a cursor; ``token`` is that of the last callback, without which reading is allowed rarely.

        Raises:
            PlatformError: it could not be read.
        """
        body = {"open_kfid": self._open_kfid, "cursor": cursor, "token": token, "limit": _PAGE, "voice_format": _AMR}
        said = await self._platform.post("/cgi-bin/kf/sync_msg", body)
        rows = said.get("msg_list")
        messages = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        return Page(messages, str(said.get("next_cursor") or cursor), bool(said.get("has_more")))

    async def send(self, openid: str, body: Mapping[str, Any], *, key: str) -> None:
        """Send a message under an id made of ``key``: sent again under it, it is not shown again.

        Raises:
            PlatformError: it was not taken.
        """
        call = {"touser": openid, "open_kfid": self._open_kfid, "msgid": message_id(key), **_as_wecom(body)}
        await self._platform.post("/cgi-bin/kf/send_msg", call)

    async def greet(self, code: str, body: Mapping[str, Any]) -> None:
        """Say something to who opened the conversation; ``code`` is good once, for twenty seconds.

        Raises:
            PlatformError: it was not taken.
        """
        await self._platform.post("/cgi-bin/kf/send_msg_on_event", {"code": code, **_as_wecom(body)})

    async def state(self, userid: str) -> SessionState:
        """Return who has the conversation with a citizen now.

        Raises:
            PlatformError: it cannot be told.
        """
        call = {"open_kfid": self._open_kfid, "external_userid": userid}
        said = (await self._platform.post("/cgi-bin/kf/service_state/get", call)).get("service_state")
        return SessionState(said) if said in list(SessionState) else SessionState.NEW

    async def fetch_media(self, media_id: str) -> Media:
        """Return what a citizen sent.

        Raises:
            PlatformError: it is not there any more, or too large.
        """
        return await self._platform.media("/cgi-bin/media/get", media_id, _MAX_MEDIA_BYTES)


def message_id(key: str) -> str:
    """Return an id as WeCom wants it: at most 32 of ``[0-9a-zA-Z_-]``."""
    return blake2b(key.encode(errors="replace"), digest_size=16).hexdigest()


def _as_wecom(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a message of the Official Account as WeCom has it: only the items of a menu are written otherwise."""
    if body.get("msgtype") != "msgmenu":
        return body
    menu = body["msgmenu"]
    items = [{"type": "click", "click": {"id": item["id"], "content": item["content"]}} for item in menu["list"]]
    return {"msgtype": "msgmenu", "msgmenu": {**menu, "list": items}}
