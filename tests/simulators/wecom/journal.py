"""What happened in the account, kept three days, read page by page (kf/sync_msg)."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.simulators.wechat.passing_time import PassingTime

KEPT, TOKEN_LIFE, MAX_LIMIT = timedelta(days=3), timedelta(minutes=10), 1000
BAD_TOKEN, BAD_CURSOR = 95007, 95000
CITIZEN, SYSTEM, SERVICER = 3, 4, 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One message or event."""

    number: int
    at: datetime
    message: dict[str, Any]


class Journal:
    """The log of one account. ``page_size`` makes pages smaller than asked for, as the platform may."""

    def __init__(self, open_kfid: str, time: PassingTime) -> None:
        self._open_kfid = open_kfid
        self._time = time
        self._entries: list[Entry] = []
        self._tokens: dict[str, datetime] = {}
        self.page_size = MAX_LIMIT
        self.reads = 0

    def add(self, userid: str, origin: int, kind: str, content: dict[str, Any], msgid: str = "") -> str:
        """Note what happened; return the id it got."""
        now = self._time.now()
        msgid = msgid or secrets.token_urlsafe(24)[:32]
        message = {
            "msgid": msgid, "send_time": int(now.timestamp()), "origin": origin, "msgtype": kind, kind: content,
        }  # fmt: skip
        if kind != "event":
            message |= {"open_kfid": self._open_kfid, "external_userid": userid}
        self._entries.append(Entry(len(self._entries) + 1, now, message))
        return msgid

    def age(self, **amount: float) -> None:
        """Make what happened so far older."""
        by = timedelta(**amount)
        self._entries = [
            Entry(entry.number, entry.at - by, entry.message | {"send_time": int((entry.at - by).timestamp())})
            for entry in self._entries
        ]

    def token(self) -> str:
        """Return a token for a callback."""
        token = secrets.token_urlsafe(40)
        self._tokens[token] = self._time.now() + TOKEN_LIFE
        return token

    def page(self, cursor: str, token: str, limit: int) -> dict[str, Any]:
        """Return the next page, as the call does."""
        self.reads += 1
        now = self._time.now()
        if token and self._tokens.get(token, now) <= now:
            return {"errcode": BAD_TOKEN, "errmsg": "invalid msg token"}
        if cursor and not cursor.isdecimal():
            return {"errcode": BAD_CURSOR, "errmsg": "invalid cursor"}
        after = int(cursor or 0)
        kept = [entry for entry in self._entries if entry.number > after and entry.at + KEPT > now]
        shown = kept[: min(limit or MAX_LIMIT, MAX_LIMIT, self.page_size)]
        return {
            "errcode": 0,
            "errmsg": "ok",
            "next_cursor": str(shown[-1].number) if shown else cursor,
            "has_more": int(len(kept) > len(shown)),
            "msg_list": [entry.message for entry in shown],
        }
