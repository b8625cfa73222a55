"""What speaks for the best candidate: a few figures in fixed ranges, from which its probability is read."""

from collections.abc import Mapping

from knowledge.model.hit import Hit, SearchResult
from knowledge.search.features import Feature


def evidence(found: SearchResult) -> Mapping[str, float]:
    """Return the evidence for the first hit; all zero where there is none.

    ``similarity`` is the best cosine of the question with the passage, its windows or its questions; ``coverage`` the
    share of the question's weight that the passage holds; ``margin`` how far the next entry is behind.
    """
    if not found.hits:
        return dict.fromkeys(("similarity", "question_side", "coverage", "title", "margin", "exact"), 0.0)
    best = found.hits[0]
    own_question = best.features[Feature.DENSE_QUESTION]
    text = max(best.features[Feature.DENSE_PASSAGE], best.features[Feature.DENSE_WINDOW])
    return {
        "similarity": max(own_question, text),
        "question_side": float(own_question > text),
        "coverage": best.features[Feature.COVERAGE],
        "title": best.features[Feature.TITLE],
        "margin": _margin(found.hits),
        "exact": best.features[Feature.QUESTION_EXACT],
    }


def _margin(hits: tuple[Hit, ...]) -> float:
    """Return the lead over the best hit of another entry, capped at 5 (no rival at all counts as that)."""
    rival = next((hit for hit in hits[1:] if hit.passage.entry_id != hits[0].passage.entry_id), None)
    return min(hits[0].score - rival.score, 5.0) if rival else 5.0
