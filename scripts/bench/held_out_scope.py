"""Scope on rows that the judge has not seen: it is trained on the development rows, so those alone say little."""

from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from knowledge.evaluation.classification import IN_SCOPE, OUT_OF_SCOPE
from knowledge.evaluation.files import json_lines
from knowledge.scope.train import design, held_out


def held_out_scope(path: Path) -> dict[str, Any]:
    """Return the accuracy on each source of texts by a judge trained on all the others, and the mean of these."""
    rows = [row for _, row in json_lines(path, ("text", "label", "source")) if row["label"] in {IN_SCOPE, OUT_OF_SCOPE}]
    labels = np.array([int(row["label"] == IN_SCOPE) for row in rows])
    by_source = held_out(design(row["text"] for row in rows), labels, [row["source"] for row in rows])
    return {"mean": fmean(by_source.values()), "worst": min(by_source.values()), "by_source": by_source}
