"""What speaks for the best candidate: a few figures in fixed ranges, from which its probability is read."""

from collections.abc import Mapping

from knowledge.model.hit import Hit, SearchResult
from knowledge.search.features import Feature

_FIGURES = ("similarity", "coverage", "title", "margin", "aspect", "exact")


def evidence(found: SearchResult) -> Mapping[str, float]:
    """Return the evidence for the first hit; all zero where there is none.

    ``similarity`` is the best cosine of the question with the passage, its windows or its questions; ``coverage`` the
    share of the question's weight that the passage holds; ``margin`` how far the next entry is behind; ``aspect`` whether
    a curated answer is about the aspect asked (1), another (-1), or nobody knows (0).
    """
    if not found.hits:
        return dict.fromkeys(_FIGURES, 0.0)
    best = found.hits[0]
    return {
        "similarity": max(best.features[Feature.DENSE_QUESTION], best.features[Feature.DENSE_TEXT]),
        "coverage": best.features[Feature.COVERAGE],
        "title": best.features[Feature.TITLE],
        "margin": _margin(found.hits),
        "aspect": best.features.get("aspect", 0.0),
        "exact": best.features[Feature.QUESTION_EXACT],
    }


def _margin(hits: tuple[Hit, ...]) -> float:
    """Return the lead over the best hit of another entry, capped at 5 (no rival at all counts as that)."""
    rival = next((hit for hit in hits[1:] if hit.passage.entry_id != hits[0].passage.entry_id), None)
    return min(hits[0].score - rival.score, 5.0) if rival else 5.0
