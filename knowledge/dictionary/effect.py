"""What a change of words does to the frozen questions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.gate.judging import Result, Verdict

_ORDER = (Verdict.WRONG, Verdict.SILENT, Verdict.ASKED_BACK, Verdict.RIGHT)


class Change(StrEnum):
    """What became of an answer."""

    BETTER = "better"
    WORSE = "worse"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Compared:
    """One question before and after."""

    before: Result
    after: Result

    @property
    def change(self) -> Change:
        """What became of the answer. What must never happen is worse than anything."""
        if len(self.after.never) != len(self.before.never):
            return Change.WORSE if len(self.after.never) > len(self.before.never) else Change.BETTER
        was, now = _ORDER.index(self.before.verdict), _ORDER.index(self.after.verdict)
        if was != now:
            return Change.BETTER if now > was else Change.WORSE
        same = (self.before.outcome, self.before.got) == (self.after.outcome, self.after.got)
        return Change.SAME if same else Change.CHANGED


def compared(before: Sequence[Result], after: Sequence[Result], change: Change) -> list[Compared]:
    """Return the questions whose answers changed so; both runs asked the same ones in the same order."""
    pairs: Iterable[Compared] = map(Compared, before, after)
    return [pair for pair in pairs if pair.change is change]
