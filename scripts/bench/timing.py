"""Two things side by side: each is asked in turn, so that whatever else the machine does falls on both."""

from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.evaluation.retrieval import percentiles


def comparison(milliseconds: Mapping[str, Sequence[float]], own: str, peer: str) -> dict[str, Any]:
    """Return the percentiles of every arm and, by percentile, how many times as long ``own`` takes as ``peer``."""
    arms = {name: percentiles(values) for name, values in milliseconds.items()}
    ratio = {percentile: arms[own][percentile] / arms[peer][percentile] for percentile in arms[own]}
    return {**arms, "ratio": ratio, "n": len(milliseconds[own])}
