"""The candidates of a turn and what each owes its place to."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from knowledge.explaining.texts import feature_labels
from knowledge.model.hit import Hit, SearchResult

SHOWN = 8
_ADDS = ".contribution"


@dataclass(frozen=True, slots=True)
class FeatureShare:
    """The raw ``value`` of a feature and what it adds to the score, its ``weight``; the weights sum to the score."""

    value: float
    weight: float
    label: str


@dataclass(frozen=True, slots=True)
class Rival:
    """A candidate at its ``rank`` (1 is the best). ``share`` is its part of the scores after a softmax."""

    rank: int
    hit: Hit
    share: float
    features: Mapping[str, FeatureShare]


def rivals_of(found: SearchResult | None, shown: int = SHOWN) -> tuple[Rival, ...]:
    """Return the first candidates; none where nothing was searched or found."""
    hits = found.hits[:shown] if found else ()
    if not hits:
        return ()
    odds = [exp(min(hit.score - hits[0].score, 0.0)) for hit in hits]
    return tuple(
        Rival(rank, hit, odd / sum(odds), feature_shares(hit))
        for rank, (hit, odd) in enumerate(zip(hits, odds, strict=True), start=1)
    )


def feature_shares(hit: Hit) -> Mapping[str, FeatureShare]:
    """Return the features that moved the score of a hit, those that moved it most first."""
    parts = {name.removesuffix(_ADDS): added for name, added in hit.features.items() if name.endswith(_ADDS) and added}
    ordered = sorted(parts, key=lambda name: -abs(parts[name]))
    labels = feature_labels()
    return {name: FeatureShare(hit.features.get(name, 0.0), parts[name], labels.get(name, name)) for name in ordered}
