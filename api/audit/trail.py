"""Writing the audit log, inside the transaction of the change that it tells of."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.tables import AuditRow
from knowledge.clock import Clock

GENESIS = "0" * 64
_LOCK = 44191  # lines follow one another, so whoever writes one waits for the transaction that wrote the last


def line_hash(previous: str, row: AuditRow) -> str:
    """Return the seal of a line: the digest of the line before it and of all that this one says."""
    said = {
        "sequence": row.sequence, "at": row.at.astimezone(UTC).isoformat(), "actor": row.actor, "action": row.action,
        "subject": row.subject, "details": row.details,
    }  # fmt: skip
    text_of = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text_of}".encode()).hexdigest()


class AuditTrail:
    """Appends lines inside the caller's transaction: a change and its line are kept together or not at all."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def record(self, actor: str, action: str, subject: str, details: Mapping[str, Any] | None = None) -> None:
        """Append one line. ``details`` is JSON; personal data and secrets do not belong into it."""
        if self._session.get_bind().dialect.name == "postgresql":
            await self._session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        last = await self._session.scalar(select(AuditRow).order_by(AuditRow.sequence.desc()).limit(1))
        row = AuditRow(
            sequence=last.sequence + 1 if last else 1, at=self._clock(), actor=actor[:80],
            action=action, subject=subject[:200], details=json.loads(json.dumps(dict(details or {}), default=str)),
        )  # fmt: skip
        row.hash = line_hash(last.hash if last else GENESIS, row)
        self._session.add(row)
        await self._session.flush()
