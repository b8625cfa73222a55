"""What a check found."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.conflicts.comparing import Difference, Verdict


class ConflictKind(StrEnum):
    """Between what the two sides stand."""

    ANSWER = "answer"  # answers of two entries to one question
    TAKEN = "taken"  # a similar question that is another entry's standard question
    NEGATIVE = "negative"  # a negative question that keeps the entry from its own questions
    NUMBER = "number"  # two documents with one 文号
    TITLE = "title"  # two documents with one title, in force together


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sides on one matter. ``question`` and ``mine`` are this entry's, the others those of ``entry_id``.

    ``similarity`` tells how likely both are about the same, 0 to 1; ``note`` what excuses a difference.
    """

    kind: ConflictKind
    own_entry: str
    question: str
    entry_id: str
    title: str
    other_question: str
    similarity: float
    mine: str
    theirs: str
    verdict: Verdict
    differences: Sequence[Difference] = ()
    note: str = ""
