"""An entry as a whole: where it stands in its life, and what its published revision says."""

from dataclasses import dataclass
from enum import StrEnum

from api.records.codec import Content
from knowledge.model.document import PolicyDocument
from knowledge.model.passage import Successor


class EntryKind(StrEnum):
    """What an entry is."""

    DOCUMENT = "document"
    INTERPRETATION = "interpretation"


def kind_of(content: Content) -> EntryKind:
    """Return which kind of entry says this."""
    return EntryKind.DOCUMENT if isinstance(content, PolicyDocument) else EntryKind.INTERPRETATION


class EntryState(StrEnum):
    """Where an entry stands in its life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Stage(StrEnum):
    """Where the work on an entry's latest revision stands; ``none`` when there is nothing that is not public."""

    NONE = "none"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class EntrySummary:
    """One line of a list of entries."""

    id: str
    kind: EntryKind
    state: EntryState
    revision: int
    title: str
    document_number: str


@dataclass(frozen=True, slots=True)
class PublishedEntry:
    """The published revision of an entry. ``successors`` is what replaced it, and that in turn; often nothing."""

    id: str
    revision: int
    content: Content
    successors: tuple[Successor, ...] = ()

    @property
    def successor(self) -> str:
        """The printed name of the nearest successor, empty where there is none."""
        return self.successors[0].name if self.successors else ""
