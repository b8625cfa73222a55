"""Scope on rows that the judge has not seen: it is trained on the development rows, so those alone say little."""

from pathlib import Path
from typing import Any

from knowledge.answering.decision import load_decision
from knowledge.embedding.encoder import Encoder
from knowledge.scope.fitting import Design
from knowledge.scope.rows import Label, Row, own_rows
from knowledge.scope.train import encoded, read_rows
from knowledge.scope.validation import held_out_folds, held_out_sources, report
from scripts.scope_rows import dialogue_rows, sample_rows


def held_out_scope(path: Path, encoder: Encoder) -> dict[str, Any]:
    """Return how good a judge is on whole sources held out (``mean``, ``by_source``, ``sources``) and on ``rows``
    held out at random within each source (``worst`` is the worst source), at the threshold of the service.
    """
    real, threshold = list(read_rows([path])), load_decision().out_of_scope_below
    ours = (Row(text, Label(label), source) for text, label, source in (*dialogue_rows(), *sample_rows()) if text)
    rows = [*real, *ours, *own_rows()]
    design = Design.of(rows, encoded(rows, encoder))
    tested = sorted({row.source for row in real if row.label is not Label.PRIVATE_LAW})
    sources = report(design, held_out_sources(design, tested), threshold, 1.0)
    folds = report(design, held_out_folds(design, tested), threshold, 1.0)
    return {
        "mean": sources["mean_by_source"],
        "by_source": sources["by_source"],
        "sources": sources,
        "rows": {**folds, "worst": min(folds["by_source"].values())},
    }
