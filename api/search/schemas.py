"""What a search returns to staff: every passage with every feature and score."""

from pydantic import BaseModel

from api.conversations.schemas import CitationOut
from knowledge.model.passage import PassageKind


class SearchHit(BaseModel):
    """One passage, explained."""

    entry_id: str
    passage_id: str
    kind: PassageKind
    title: str
    heading: list[str]
    text: str
    spoken: str
    score: float
    features: dict[str, float]
    matched_question: str
    citations: list[CitationOut]
    department: str
    region: str


class SearchOut(BaseModel):
    """Passages, best first."""

    query: str
    results: list[SearchHit]
    generation: int
    timing_ms: dict[str, float]
