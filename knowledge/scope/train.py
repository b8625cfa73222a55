"""Make the weights of the scope judge: ``python -m knowledge.scope.train ROWS.jsonl [ROWS.jsonl …]``.

Rows are ``{"text", "label", "source"}`` with label ``in_scope`` or ``out_of_scope``; other labels are left out. The
report is the accuracy with each source held out in turn: live text comes from a source that nobody trained on. The
shipped weights come from the development rows of real texts and our own rows (``python -m scripts.scope_rows``).
"""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from knowledge.scope.features import WIDTH, ngram_features
from knowledge.scope.judge import DEFAULT

_LABELS = {"in_scope": 1, "out_of_scope": 0}
_C = 30.0  # the best of 1, 3, 10, 30, 100 with sources held out


def design(texts: Iterable[str]) -> csr_matrix:
    """Return the sparse feature matrix, one row a text."""
    rows = [ngram_features(text) for text in texts]
    indptr = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, columns, indptr), shape=(len(rows), WIDTH))


def fit(features: csr_matrix, labels: NDArray[np.int64]) -> LogisticRegression:
    """Fit the judge."""
    return LogisticRegression(C=_C, class_weight="balanced", max_iter=500).fit(features, labels)


def held_out(features: csr_matrix, labels: NDArray[np.int64], sources: Sequence[str]) -> dict[str, float]:
    """Return the accuracy on each source by a judge that has not seen it."""
    names = np.array(sources)
    return {
        name: float(
            fit(features[names != name], labels[names != name]).score(features[names == name], labels[names == name])
        )
        for name in sorted(set(sources))
    }


def main(paths: Sequence[str]) -> None:
    """Train on every row, write the weights beside the judge, report to standard output."""
    rows = [json.loads(line) for path in paths for line in Path(path).read_text("utf-8").splitlines() if line.strip()]
    rows = [row for row in rows if row["label"] in _LABELS]
    features, labels = design(row["text"] for row in rows), np.array([_LABELS[row["label"]] for row in rows])
    report = held_out(features, labels, [row.get("source", "own") for row in rows])
    judge = fit(features, labels)
    np.savez_compressed(DEFAULT, weights=judge.coef_[0].astype(np.float16), bias=np.float32(judge.intercept_[0]))
    sys.stdout.write(json.dumps({"rows": len(rows), "accuracy_by_held_out_source": report}, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
