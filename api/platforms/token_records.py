"""Access tokens in the database: every query about them is here."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from api.db.inserting import insert_into
from api.platforms.tables import PlatformTokenRow
from api.sealing import Sealer
from knowledge.errors import InvalidInput


@dataclass(frozen=True, slots=True, repr=False)
class StoredToken:
    """A token, and when it was renewed."""

    value: str
    expires_at: datetime
    renewed_at: datetime


class TokenRepository:
    """Reads and writes tokens inside the caller's session."""

    def __init__(self, session: AsyncSession, sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    async def find(self, account: str) -> StoredToken | None:
        """Return the token of an account; one that was sealed with another secret is none."""
        row = await self._session.get(PlatformTokenRow, account, populate_existing=True)
        if row is None or row.renewed_at is None:
            return None
        try:
            return StoredToken(self._sealer.open(row.token), row.expires_at, row.renewed_at)
        except InvalidInput:
            return None

    async def take(self, account: str, holder: str, now: datetime, lease: timedelta) -> bool:
        """Take the right to renew; False where another process has it."""
        empty = {"token": "", "expires_at": now, "renewed_at": None, "held_by": "", "held_until": now}
        await self._session.execute(
            insert_into(self._session, PlatformTokenRow).values(account=account, **empty).on_conflict_do_nothing()
        )
        taken = await self._session.scalar(
            update(PlatformTokenRow)
            .where(PlatformTokenRow.account == account, PlatformTokenRow.held_until <= now)
            .values(held_by=holder, held_until=now + lease)
            .returning(PlatformTokenRow.account)
        )
        return taken is not None

    async def give_back(self, account: str, holder: str, now: datetime, drawn: StoredToken | None) -> None:
        """Give the right back, with what was drawn; whoever lost it meanwhile changes nothing."""
        values: dict[str, object] = {"held_by": "", "held_until": now}
        if drawn:
            values |= {
                "token": self._sealer.seal(drawn.value), "expires_at": drawn.expires_at, "renewed_at": drawn.renewed_at,
            }  # fmt: skip
        await self._session.execute(
            update(PlatformTokenRow)
            .where(PlatformTokenRow.account == account, PlatformTokenRow.held_by == holder)
            .values(**values)
        )
