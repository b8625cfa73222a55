"""Scope and intents: how well texts are told apart."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.evaluation.errors import EmptyFile
from knowledge.evaluation.files import read_labelled

IN_SCOPE, OUT_OF_SCOPE = "in_scope", "out_of_scope"


def evaluate_scope(path: Path, judge: Callable[[str], float], threshold: float = 0.5) -> dict[str, Any]:
    """Return accuracy, the recall of each side and the AUC of ``judge``, which gives the probability of in scope.

    Rows with any other label are left out and counted as ``skipped``.

    Raises:
        EmptyFile: one of the two sides has no row.
    """
    rows = read_labelled(path, "label")
    kept = [(judge(text), label == IN_SCOPE) for text, label in rows if label in {IN_SCOPE, OUT_OF_SCOPE}]
    inside = np.array([probability for probability, is_in in kept if is_in])
    outside = np.array([probability for probability, is_in in kept if not is_in])
    if not len(inside) or not len(outside):
        raise EmptyFile(f"{path.name} 须同时有 {IN_SCOPE} 与 {OUT_OF_SCOPE} 的行")
    found, refused = int((inside >= threshold).sum()), int((outside < threshold).sum())
    return {
        "n": len(kept),
        "skipped": len(rows) - len(kept),
        "accuracy": (found + refused) / len(kept),
        "recall": {IN_SCOPE: found / len(inside), OUT_OF_SCOPE: refused / len(outside)},
        "auc": area_under_curve(inside, outside),
    }


def area_under_curve(positives: NDArray[np.float64], negatives: NDArray[np.float64]) -> float:
    """Return the probability that a positive outranks a negative, ties counting half (Mann and Whitney, 1947)."""
    ordered = np.sort(negatives)
    below = np.searchsorted(ordered, positives, side="left")
    not_above = np.searchsorted(ordered, positives, side="right")
    return float((below + not_above).sum() / (2 * len(positives) * len(negatives)))


def evaluate_intents(path: Path, predict: Callable[[str], str]) -> dict[str, Any]:
    """Return accuracy, macro F1 over the intents that are expected, and the pairs that are confused, most often first."""
    pairs = [(label, predict(text)) for text, label in read_labelled(path, "intent")]
    confused = Counter(pair for pair in pairs if pair[0] != pair[1])
    return {
        "n": len(pairs),
        "accuracy": sum(expected == found for expected, found in pairs) / len(pairs),
        "macro_f1": macro_f1(pairs),
        "confusions": [
            {"expected": expected, "predicted": found, "n": count}
            for (expected, found), count in confused.most_common()
        ],
    }


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the mean over expected labels of 2 tp / (2 tp + fp + fn)."""
    expected, found = Counter(label for label, _ in pairs), Counter(label for _, label in pairs)
    right = Counter(label for label, predicted in pairs if label == predicted)
    return sum(2 * right[label] / (expected[label] + found[label]) for label in expected) / len(expected)
