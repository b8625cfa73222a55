"""Does a confidence of 0.7 mean seven right out of ten? Bins of equal mass, and their expected calibration error."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of like confidence. ``confidence`` and ``accuracy`` are means, from 0 to 1."""

    n: int
    confidence: float
    accuracy: float


def reliability(confidences: Sequence[float], correct: Sequence[bool], bins: int = BINS) -> list[Bin]:
    """Return bins of equal mass, least sure first; fewer where there are fewer questions.

    Equal mass estimates the error with less bias than bins of equal width (Nixon et al., CVPR Workshops 2019).
    Questions of equal confidence are told apart by nothing, so they are ordered with the wrong ones first.

    Raises:
        ValueError: the two are of different length.
    """
    pairs = sorted(zip(confidences, correct, strict=True))
    bins = min(bins, len(pairs))
    edges = [round(len(pairs) * edge / bins) for edge in range(bins + 1)] if bins else []
    return [
        Bin(stop - start, fmean(c for c, _ in pairs[start:stop]), fmean(right for _, right in pairs[start:stop]))
        for start, stop in pairwise(edges)
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the mean distance of confidence and accuracy, weighted by mass (Naeini, Cooper and Hauskrecht, AAAI 2015)."""
    mass = sum(b.n for b in bins)
    return sum(b.n * abs(b.confidence - b.accuracy) for b in bins) / mass if mass else 0.0
