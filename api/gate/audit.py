"""Who published in spite of the gate, and why: one JSON object a line, appended and never changed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from api.settings import Settings
from knowledge.clock import Clock

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class GateAudit:
    """The audit file of an installation."""

    path: Path
    clock: Clock

    @classmethod
    def of(cls, settings: Settings, clock: Clock) -> "GateAudit":
        """Return the audit file in the data folder."""
        return cls(settings.data_dir / "log" / "gate.jsonl", clock)

    def overridden(self, author: str, reason: str, entries: Sequence[str], findings: Sequence[str]) -> None:
        """Write down an override before anything is published."""
        row = {
            "at": self.clock().isoformat(),
            "author": author,
            "reason": reason,
            "entries": list(entries),
            "findings": list(findings),
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
        _log.warning("published_despite_gate", author=author, reason=reason, entries=len(entries))
