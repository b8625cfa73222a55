"""Seals kept outside the database: who can change the tables cannot change these, so a log cut short or written anew shows."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import structlog

from api.audit.log import last_line
from api.audit.seal import Seal
from api.db.engine import Database
from api.settings import Settings
from knowledge.clock import Clock

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class AnchorFile:
    """One JSON object a line: ``{"sequence", "hash", "at"}``, appended and never changed."""

    path: Path

    @classmethod
    def of(cls, settings: Settings) -> "AnchorFile":
        """Return the file in the data folder."""
        return cls(settings.data_dir / "log" / "audit.anchor")

    def seals(self) -> Iterator[Seal]:
        """Yield the seals as they were written. A line that a crash cut off holds nothing and is passed over."""
        if not self.path.exists():
            return
        with self.path.open(encoding="utf-8") as file:
            for line in file:
                try:
                    row = json.loads(line)
                    yield Seal(int(row["sequence"]), str(row["hash"]))
                except (ValueError, KeyError, TypeError):
                    continue

    def append(self, seal: Seal, at: str) -> None:
        """Write a seal down."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"sequence": seal.sequence, "hash": seal.hash, "at": at}) + "\n")


class Anchoring:
    """Writes the newest seal into the file and the log, when there is a new one."""

    def __init__(self, database: Database, file: AnchorFile, clock: Clock) -> None:
        self._database = database
        self._file = file
        self._clock = clock
        self._written = 0

    async def anchor(self) -> None:
        """Write the seal of the newest line down, once."""
        async with self._database.read() as session:
            last = await last_line(session)
        if last is None or last.sequence == self._written:
            return
        seal = Seal(last.sequence, last.hash)
        self._file.append(seal, self._clock().isoformat())
        _log.info("audit_sealed", sequence=seal.sequence, hash=seal.hash)
        self._written = seal.sequence
