"""Is the log as it was written? Every seal is computed again, line by line, and compared with the seals kept elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.audit.anchor import AnchorFile
from api.audit.log import AuditFilter, stream
from api.audit.seal import BEGINNING, Seal, Sealable, line_hash
from api.db.engine import Database


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found. ``broken_at`` is the number of the first line that is not as it was written, or is missing."""

    checked: int
    broken_at: int | None = None
    cause: str = ""
    last: Seal = BEGINNING

    @property
    def ok(self) -> bool:
        """Whether nothing was changed."""
        return self.broken_at is None


class ChainCheck:
    """Takes lines one after the other; memory does not grow with them."""

    def __init__(self, start: Seal, anchors: Iterable[Seal]) -> None:
        """Begin after ``start``; ``anchors`` are seals kept elsewhere, in the order they were written."""
        self.last = start
        self.checked = 0
        self._anchors = iter(anchors)
        self._anchor = next(self._anchors, None)

    def take(self, row: Sealable, stored: str) -> Verification | None:
        """Check one line; return what is wrong with it, or nothing."""
        expected = self.last.sequence + 1
        if row.sequence != expected:
            return self._broken(expected, f"缺少第 {expected} 行")
        if line_hash(self.last.hash, row) != stored:
            return self._broken(expected, f"第 {expected} 行与封存时不一致")
        self.last = Seal(row.sequence, stored)
        self.checked += 1
        while self._anchor is not None and self._anchor.sequence <= row.sequence:
            if self._anchor.sequence == row.sequence and self._anchor.hash != stored:
                return self._broken(expected, f"第 {expected} 行与库外留存的封存值不一致")
            self._anchor = next(self._anchors, None)
        return None

    def end(self) -> Verification:
        """Return what was found when there are no more lines."""
        if self._anchor is not None:
            return self._broken(self.last.sequence + 1, f"第 {self.last.sequence} 行之后有已封存的记录不见了")
        return Verification(self.checked, last=self.last)

    def _broken(self, at: int, cause: str) -> Verification:
        return Verification(self.checked, at, cause, self.last)


async def verify(database: Database, file: AnchorFile, *, start: Seal | None = None) -> Verification:
    """Check the log of the database from its first line, or from a seal that an archive ends with."""
    begin = start or BEGINNING
    check = ChainCheck(begin, (seal for seal in file.seals() if seal.sequence > begin.sequence))
    async for row in stream(database, AuditFilter(), after=begin.sequence):
        if found := check.take(row, row.hash):
            return found
    return check.end()
