"""Reads the log of the account: when a callback says that there is something, and now and then without one.

Nothing depends on the callbacks: the platform keeps three days, and the cursor says where to go on. A message is in the inbox
before the cursor moves past it, so a process that dies in between reads it again, and the inbox knows it.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.channels.port import Rendered
from api.chores.lease import Leases
from api.db.engine import Database
from api.health.metrics import WECOM_FAILED_SENDS
from api.inbox.receipts import Receipts
from api.platforms.errors import PlatformRefused
from api.wecom.client import WeComClient
from api.wecom.cursors import CursorRepository
from api.wecom.messages import CHANNEL, event_of, incoming_of
from knowledge.clock import Clock
from knowledge.errors import InvalidInput, YihaodaError

_LEASE = timedelta(seconds=60)
_AGAIN_SECONDS = 0.5  # when another process is reading: it may have begun before the message was there
_BEFORE_THE_FIRST = timedelta(minutes=10)
_UNASKED_SECONDS = 120.0  # without a callback's token reading is allowed rarely
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ReadingParts:
    """What reading needs."""

    database: Database
    clock: Clock
    leases: Leases
    receipts: Receipts
    client: WeComClient
    account: str
    greeting: Rendered


class Reading:
    """Reads for this process; one process reads at a time."""

    def __init__(self, parts: ReadingParts, *, unasked_seconds: float = _UNASKED_SECONDS) -> None:
        self._parts = parts
        self._unasked = unasked_seconds
        self._wake = asyncio.Event()
        self._token = ""
        self._stopping = False

    def notice(self, token: str) -> None:
        """Note that a callback came."""
        self._token = token
        self._wake.set()

    def stop(self) -> None:
        """Let ``run`` end."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Go on until told to stop."""
        while not self._stopping:
            self._wake.clear()
            if not await self._read_if_possible():
                await asyncio.sleep(_AGAIN_SECONDS)
                continue
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), self._unasked)

    async def _read_if_possible(self) -> bool:
        """Return whether the log was read, or cannot be read now; False while another process reads."""
        try:
            if not await self._parts.leases.take(f"{CHANNEL} log", every=timedelta(0), at_most=_LEASE):
                return False
            try:
                await self.read()
            finally:
                await self._parts.leases.done(f"{CHANNEL} log")
        except (YihaodaError, SQLAlchemyError, OSError) as error:
            _log.warning("wecom_not_read", error=type(error).__name__)
            await asyncio.sleep(_AGAIN_SECONDS * 4)
            self._wake.set()
        return True

    async def read(self) -> None:
        """Read on to the end of the log.

        Raises:
            PlatformError: it cannot be read.
        """
        async with self._parts.database.read() as session:
            cursor = await CursorRepository(session).find(self._parts.account)
        token, self._token = self._token, ""  # good for ten minutes; an old one would be refused
        since = self._parts.clock() - _BEFORE_THE_FIRST if not cursor else None
        while True:
            page = await self._parts.client.sync(cursor, token)
            for row in page.messages:
                await self._take(row, since)
            if page.cursor == cursor:
                return
            cursor = page.cursor
            async with self._parts.database.write() as session:
                await CursorRepository(session).move(self._parts.account, cursor, self._parts.clock())
            if not page.has_more:
                return

    async def _take(self, row: Mapping[str, Any], since: datetime | None) -> None:
        """Store a message; one from before this account was ever read is not answered days later."""
        incoming = incoming_of(row)
        if incoming is None:
            await self._happened(event_of(row))
        elif since is None or incoming.at >= since:
            try:
                receipt = await self._parts.receipts.add(incoming)
            except InvalidInput:
                _log.warning("wecom_message_unusable")
                return
            if receipt.is_new:
                await self._parts.receipts.release(incoming)  # the inbox's workers take it at once

    async def _happened(self, fields: Mapping[str, str]) -> None:
        if code := fields.get("welcome_code"):
            with suppress(PlatformRefused):  # the code is good once: whoever reads this again is refused
                await self._parts.client.greet(code, self._parts.greeting.body)
        if fields.get("event_type") == "msg_send_fail":
            WECOM_FAILED_SENDS.inc()
            _log.warning("wecom_send_failed", fail_type=fields.get("fail_type", "")[:8])
