"""Where a job stands, and what a row means for the records."""

from enum import StrEnum


class JobState(StrEnum):
    """Where a job stands. ``interrupted`` is not stored: it is a job at work that nobody works on."""

    QUEUED = "queued"
    READING = "reading"
    READ = "read"  # a dry run, waiting to be confirmed
    STORING = "storing"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


AT_WORK = frozenset({JobState.QUEUED, JobState.READING, JobState.STORING})
FINISHED = frozenset({JobState.READ, JobState.DONE, JobState.CANCELLED, JobState.FAILED})


class RowState(StrEnum):
    """What a row means for the records."""

    NEW = "new"
    CHANGED = "changed"  # a new revision of an entry
    UNCHANGED = "unchanged"  # an entry says the same already
    DUPLICATE = "duplicate"  # too like an entry: a person decides
    SKIPPED = "skipped"  # a person decided to leave it out
    FAILED = "failed"


class DuplicateKind(StrEnum):
    """How a row is like an entry, or like an earlier row."""

    SAME_NUMBER = "same_number"
    SAME_TEXT = "same_text"
    NEAR_TEXT = "near_text"
