"""What a turn gives back, and what it rested on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from knowledge.answering.outcome import Outcome
from knowledge.model.validity import Status


class QuoteOrigin(StrEnum):
    """Whose words a quote is."""

    CLAUSE = "clause"  # the document's own
    INTERPRETATION = "interpretation"  # those of the published interpretation, which rests on the clause


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement stands, verbatim, and whether that holds on the day asked about."""

    entry_id: str
    title: str
    document_number: str
    clause: str
    quote: str
    quote_from: QuoteOrigin
    status: Status
    effective_from: date | None
    expires_on: date | None
    department: str
    url: str
    status_text: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """A quick reply: ``payload`` is what is sent as the citizen's next message."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One reply. ``spoken`` is for the ear; ``provenance`` makes it replayable and never goes to the citizen."""

    outcome: Outcome
    text: str
    spoken: str
    citations: tuple[Citation, ...] = ()
    buttons: tuple[Button, ...] = ()
    confidence: float = 0.0
    topic_id: str = ""
    provenance: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse an answer without a citation: whatever went wrong before, nothing unsupported leaves here."""
        if self.outcome is Outcome.ANSWERED and not self.citations:
            raise ValueError("an answer without a citation")
