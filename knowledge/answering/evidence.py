"""What speaks for the best candidate: a few figures in fixed ranges, from which its probability is read."""

from collections.abc import Mapping

from knowledge.model.hit import Hit, SearchResult
from knowledge.model.passage import PassageKind
from knowledge.search.features import Feature

FIGURES = (
    "clause",
    "text",
    "question",
    "coverage",
    "pairs",
    "uncovered",
    "feedback",
    "margin",
    "aspect",
    "named",
    "exact",
)
_UNRELATED = 0.8  # the cosine that texts without anything in common reach with the shipped model
_AGREEMENTS = ("place", "year", "responsible", Feature.DOCUMENT_NUMBER)


def evidence(found: SearchResult) -> Mapping[str, float]:
    """Return the evidence for the first hit; all zero where there is none.

    ``clause`` is 1 for a clause and 0 for curated text; ``text`` and ``question`` are the best cosines of the question
    with the words and with the questions of the passage, ``feedback`` that with the question moved towards what was
    found first; ``coverage`` and ``pairs`` the share of the question's weight that the passage holds, in words and in
    pairs of characters; ``uncovered`` how much more of it another candidate holds; ``margin`` how far the next entry is
    behind; ``aspect`` whether a curated answer is about the aspect asked (1), another (-1), or nobody knows (0);
    ``named`` how many of place, year, responsible unit and 文号 agree.
    """
    if not found.hits:
        return dict.fromkeys(FIGURES, 0.0)
    best = found.hits[0]
    return {
        "clause": float(best.passage.kind is PassageKind.CLAUSE),
        "text": best.features[Feature.DENSE_TEXT],
        "question": max(best.features[Feature.DENSE_QUESTION], _UNRELATED),
        "coverage": best.features[Feature.COVERAGE],
        "pairs": best.features[Feature.COVERAGE_PAIRS],
        "uncovered": max(hit.features[Feature.COVERAGE_PAIRS] for hit in found.hits)
        - best.features[Feature.COVERAGE_PAIRS],
        "feedback": best.features[Feature.FEEDBACK],
        "margin": _margin(found.hits),
        "aspect": best.features.get("aspect", 0.0),
        "named": sum(best.features.get(name, 0.0) for name in _AGREEMENTS),
        "exact": best.features[Feature.QUESTION_EXACT],
    }


def _margin(hits: tuple[Hit, ...]) -> float:
    """Return the lead over the best hit of another entry, capped at 5 (no rival at all counts as that)."""
    rival = next((hit for hit in hits[1:] if hit.passage.entry_id != hits[0].passage.entry_id), None)
    return min(hits[0].score - rival.score, 5.0) if rival else 5.0
