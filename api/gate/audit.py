"""Who published in spite of the gate, and why: a line of the audit log."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from api.audit.trail import AuditTrail
from api.db.engine import Database
from knowledge.clock import Clock

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class GateAudit:
    """Writes overrides of the gate into the audit log."""

    database: Database
    clock: Clock

    async def overridden(self, author: str, reason: str, entries: Sequence[str], findings: Sequence[str]) -> None:
        """Write down an override before anything is published."""
        said = {"reason": reason, "entries": list(entries), "findings": list(findings)}
        async with self.database.write() as session:
            await AuditTrail(session, self.clock).record(author, "gate.overridden", "gate", said)
        _log.warning("published_despite_gate", author=author, reason=reason, entries=len(entries))
