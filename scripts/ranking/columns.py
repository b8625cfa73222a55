"""What the weights multiply: every standardised feature twice, by how far words are trusted and by the rest."""

from collections.abc import Mapping, Sequence

import numpy as np

from knowledge.search.features import Feature
from knowledge.search.ranker import Gate
from knowledge.search.standardise import standardise
from scripts.ranking.ascent import Lists
from scripts.ranking.collect import GatheredSet

SIDES = ("words", "meaning")


def gated_lists(gathered: GatheredSet, gate: Gate, features: Sequence[Feature]) -> Lists:
    """Return the columns of one set, those of ``words`` before those of ``meaning``."""
    order, blocks = list(Feature), []
    for block in np.split(gathered.values, np.cumsum(gathered.sizes)[:-1]):
        columns = {feature: block[:, order.index(feature)].astype(np.float32) for feature in {*features, gate.feature}}
        trust = gate.trust(columns)
        scaled = np.stack([standardise(columns[feature]) for feature in features], axis=1)
        blocks.append(np.concatenate((trust * scaled, (1 - trust) * scaled), axis=1))
    values = np.concatenate(blocks).astype(np.float32)
    return Lists(values, gathered.relevant, gathered.sizes)


def sides(weights: Sequence[float], features: Sequence[Feature]) -> Mapping[str, Mapping[str, float]]:
    """Return the weights by side and feature."""
    half = len(features)
    return {
        side: {str(feature): round(float(weights[at * half + n]), 3) for n, feature in enumerate(features)}
        for at, side in enumerate(SIDES)
    }
