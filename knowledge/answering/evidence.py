"""What speaks for the best candidate: a few figures in fixed ranges, from which its probability is read."""

from collections.abc import Mapping
from math import exp

from knowledge.model.hit import Hit, SearchResult
from knowledge.model.passage import PassageKind
from knowledge.search.features import Feature

FIGURES = (
    "text",
    "question_lead",
    "coverage",
    "uncovered",
    "share",
    "margin",
    "aspect",
    "named",
    "exact",
)
_UNRELATED = 0.8  # the cosine that texts without anything in common reach with the shipped model
_RIVALS = 6
_AGREEMENTS = ("place", "year", "responsible", Feature.DOCUMENT_NUMBER)


def is_clause(found: SearchResult) -> bool:
    """Whether the first hit is a clause rather than curated text."""
    return bool(found.hits) and found.hits[0].passage.kind is PassageKind.CLAUSE


def evidence(found: SearchResult) -> Mapping[str, float]:
    """Return the evidence for the first hit; all zero where there is none.

    ``text`` is the best cosine of the question with the words of the passage, ``question_lead`` how far its best cosine
    with the passage's own questions is above that of the next; ``coverage`` the share of the question's weight that the
    passage holds, ``uncovered`` how much more of it another candidate holds; ``share`` the first of the scores after a
    softmax; ``margin`` how far the next entry is behind; ``aspect`` whether a curated answer is about the aspect asked
    (1), another (-1), or nobody knows (0); ``named`` how many of place, year, responsible unit and 文号 agree; ``exact``
    whether the question is one of the passage's own, letter for letter.
    """
    if not found.hits:
        return dict.fromkeys(FIGURES, 0.0)
    best, features = found.hits[0], found.hits[0].features
    pairs, question = features[Feature.COVERAGE_PAIRS], _question(best)
    return {
        "text": features[Feature.DENSE_TEXT],
        "question_lead": question - max((_question(hit) for hit in found.hits[1:_RIVALS]), default=_UNRELATED),
        "coverage": features[Feature.COVERAGE],
        "uncovered": max(hit.features[Feature.COVERAGE_PAIRS] for hit in found.hits) - pairs,
        "share": 1 / sum(exp(min(hit.score - best.score, 0.0)) for hit in found.hits[:_RIVALS]),
        "margin": _margin(found.hits),
        "aspect": features.get("aspect", 0.0),
        "named": sum(features.get(name, 0.0) for name in _AGREEMENTS),
        "exact": features[Feature.QUESTION_EXACT],
    }


def _question(hit: Hit) -> float:
    return max(hit.features[Feature.DENSE_QUESTION], _UNRELATED)


def _margin(hits: tuple[Hit, ...]) -> float:
    """Return the lead over the best hit of another entry, capped at 5 (no rival at all counts as that)."""
    rival = next((hit for hit in hits[1:] if hit.passage.entry_id != hits[0].passage.entry_id), None)
    return min(hits[0].score - rival.score, 5.0) if rival else 5.0
