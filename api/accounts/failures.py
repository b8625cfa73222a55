"""The lock-out: failed sign-ins are counted by name, and a name that is nobody's locks like one that is somebody's."""

import hashlib
from datetime import timedelta
from enum import Enum

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.tables import SignInFailureRow
from api.db.inserting import insert_into
from knowledge.clock import Clock

MAX_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)
_FORGOTTEN_AFTER = timedelta(days=1)


class Counted(Enum):
    """What a counted attempt came to."""

    PASSED = "passed"
    FAILED = "failed"
    NOW_LOCKED = "now locked"  # failed too; it was one failure too many
    LOCKED = "locked"  # was locked already, by guesses that ran beside this one


class SignInFailures:
    """Counts inside the caller's transaction."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def is_locked(self, digest: str) -> bool:
        """Whether the name has to wait."""
        return self._locked(await self._session.get(SignInFailureRow, digest))

    async def count(self, digest: str, *, failed: bool) -> Counted:
        """Count an attempt; success begins anew."""
        row = await self._row(digest)
        if self._locked(row):
            return Counted.LOCKED
        row.failures = row.failures + 1 if failed else 0
        row.failed_at, row.locked_until = self._clock(), None
        if not failed:
            await self._session.delete(row)
            return Counted.PASSED
        if row.failures < MAX_FAILURES:
            return Counted.FAILED
        row.failures, row.locked_until = 0, self._clock() + LOCKED_FOR
        return Counted.NOW_LOCKED

    async def forget(self, digest: str) -> None:
        """Open a name again."""
        await self._session.execute(delete(SignInFailureRow).where(SignInFailureRow.name_digest == digest))

    async def _row(self, digest: str) -> SignInFailureRow:
        now = self._clock()
        await self._session.execute(
            delete(SignInFailureRow).where(
                SignInFailureRow.failed_at < now - _FORGOTTEN_AFTER, SignInFailureRow.name_digest != digest
            )
        )
        values = {"name_digest": digest, "failures": 0, "failed_at": now, "locked_until": None}
        await self._session.execute(
            insert_into(self._session, SignInFailureRow).values(**values).on_conflict_do_nothing()
        )
        return await self._session.get_one(SignInFailureRow, digest, with_for_update=True, populate_existing=True)

    def _locked(self, row: SignInFailureRow | None) -> bool:
        return row is not None and row.locked_until is not None and row.locked_until > self._clock()


def keyed_digest(text: str, key: bytes) -> str:
    """Return the digest of a token or name that is stored in its place: of no use without the key."""
    return hashlib.blake2b(text.encode(), key=key, digest_size=32).hexdigest()
