"""Writing the audit log, inside the transaction of the change that it tells of."""

from collections.abc import Mapping, Sequence, Set
from math import isfinite
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.seal import GENESIS, line_hash
from api.audit.tables import AuditRow
from knowledge.clock import Clock

_LOCK = 44191  # lines follow one another, so whoever writes one waits for the transaction that wrote the last


def plain(said: str) -> str:
    """Return the text without what a database refuses to store: NUL, and halves of characters."""
    return said.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


class AuditTrail:
    """Appends lines inside the caller's transaction: a change and its line are kept together or not at all."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def record(self, actor: str, action: str, subject: str, details: Mapping[str, Any] | None = None) -> None:
        """Append one line. ``details`` is JSON; personal data and secrets do not belong into it.

        Call it last in a transaction: whoever wrote a line holds up all others until the commit, and who then waits for
        a row that one of them has would wait for ever.
        """
        if self._session.get_bind().dialect.name == "postgresql":
            await self._session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        last = await self._session.scalar(select(AuditRow).order_by(AuditRow.sequence.desc()).limit(1))
        row = AuditRow(
            sequence=last.sequence + 1 if last else 1, at=self._clock(), actor=plain(actor)[:80], action=action,
            subject=plain(subject)[:200], details=_storable(details or {}),
        )  # fmt: skip
        row.hash = line_hash(last.hash if last else GENESIS, row)
        self._session.add(row)
        await self._session.flush()


def _storable(value: object) -> Any:  # noqa: ANN401  # whatever JSON can hold
    """Return what JSON keeps of a value on every database, so that the line is sealed as it will be read."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    if isinstance(value, Mapping):
        return {plain(str(key)): _storable(part) for key, part in value.items()}
    if isinstance(value, Sequence | Set) and not isinstance(value, str | bytes):
        return [_storable(part) for part in value]
    return plain(str(value))
