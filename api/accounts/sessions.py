"""Open sessions: who, from where, since when, and how they end."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.account import Origin, SignedIn, account_of
from api.accounts.failures import keyed_digest
from api.accounts.tables import AccountRow, SessionRow
from api.settings import AccountSettings
from knowledge.clock import Clock, new_id
from knowledge.errors import NotFound

SEEN_EVERY = timedelta(minutes=1)  # last use is written this often, not at every request


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session as it is shown to people."""

    id: str
    username: str
    address: str
    user_agent: str
    created_at: datetime
    last_seen_at: datetime


class SessionRepository:
    """Sessions, inside the caller's transaction; tokens are kept as digests under ``key``."""

    def __init__(self, session: AsyncSession, clock: Clock, key: bytes, settings: AccountSettings) -> None:
        self._session = session
        self._clock = clock
        self._key = key
        self._settings = settings

    async def open(self, row: AccountRow, origin: Origin, *, confirmed_at: datetime | None) -> SignedIn:
        """Open a session; the longest unused ones end where there would be too many."""
        token, csrf, now = secrets.token_urlsafe(32), secrets.token_urlsafe(24), self._clock()
        await self._session.execute(delete(SessionRow).where(SessionRow.expires_at <= now))
        others = await self.of(row.username)
        for spare in others[self._settings.max_sessions - 1 :]:
            await self.end(spare.id)
        session_id = new_id()
        self._session.add(
            SessionRow(
                token_hash=keyed_digest(token, self._key), id=session_id, username=row.username, csrf_token=csrf,
                address=origin.address[:45], user_agent=origin.user_agent[:80], created_at=now, last_seen_at=now,
                expires_at=now + timedelta(hours=self._settings.session_hours), confirmed_at=confirmed_at,
            )
        )  # fmt: skip
        return SignedIn(account_of(row), token, csrf, session_id, confirmed_at)

    async def find(self, token: str) -> tuple[SessionRow, AccountRow] | None:
        """Return the session of a token, or nothing when it is unknown, over, idle for too long, or the account closed."""
        found = await self._session.get(SessionRow, keyed_digest(token, self._key))
        if found is None or not self._is_alive(found):
            return None
        row = await self._session.get_one(AccountRow, found.username)
        return None if row.disabled else (found, row)

    def is_due(self, found: SessionRow) -> bool:
        """Whether the last use has to be written."""
        return found.last_seen_at + SEEN_EVERY <= self._clock()

    async def seen(self, session_id: str) -> None:
        """Write the last use."""
        await self._session.execute(
            update(SessionRow).where(SessionRow.id == session_id).values(last_seen_at=self._clock())
        )

    async def confirm(self, session_id: str) -> None:
        """Note that the password was given again."""
        await self._session.execute(
            update(SessionRow).where(SessionRow.id == session_id).values(confirmed_at=self._clock())
        )

    async def of(self, username: str) -> Sequence[OpenSession]:
        """Return the sessions of a person that are alive, last used first."""
        rows = await self._session.scalars(
            select(SessionRow).where(SessionRow.username == username).order_by(SessionRow.last_seen_at.desc())
        )
        return [
            OpenSession(row.id, row.username, row.address, row.user_agent, row.created_at, row.last_seen_at)
            for row in rows
            if self._is_alive(row)
        ]

    async def holder(self, session_id: str) -> str:
        """Return whose session this is.

        Raises:
            NotFound: there is none.
        """
        username = await self._session.scalar(select(SessionRow.username).where(SessionRow.id == session_id))
        if username is None:
            raise NotFound("没有这个会话，可能已经结束")
        return username

    async def end(self, session_id: str) -> None:
        """End one session."""
        await self._session.execute(delete(SessionRow).where(SessionRow.id == session_id))

    async def end_all(self, username: str) -> int:
        """End every session of a person; return how many there were."""
        ended = await self._session.scalars(
            delete(SessionRow).where(SessionRow.username == username).returning(SessionRow.id)
        )
        return len(ended.all())

    def _is_alive(self, row: SessionRow) -> bool:
        now, idle = self._clock(), timedelta(minutes=self._settings.idle_minutes)
        return row.expires_at > now and row.last_seen_at + idle > now
