"""What a search returns, explained."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.model.passage import Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage, its final ``score`` (higher is better, comparable inside one result) and every feature behind it.

    ``features`` maps the name of a feature (``bm25_words``, ``dense_passage``, …) to its raw value;
    ``matched_question`` is the question-side text that matched best, empty where the passage side did.
    """

    passage: Passage
    score: float
    features: Mapping[str, float]
    matched_question: str = ""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits, best first, and the index that gave them. ``timing_ms`` names its parts (``encode``, ``lexical`` …).

    ``read`` says what was read into the question: ``sound:高零今天→高龄津贴``.
    """

    hits: tuple[Hit, ...]
    generation: int
    timing_ms: Mapping[str, float]
    read: tuple[str, ...] = ()
