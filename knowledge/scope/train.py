"""Make the weights of the scope judge: ``python -m knowledge.scope.train MODEL ROWS.jsonl [ROWS.jsonl …]``.

``MODEL`` is the folder of the embedding model. Rows are ``{"text", "label", "source"}`` with label ``in_scope``,
``out_of_scope`` or ``adjacent_legal``; the rows of our own in ``knowledge/scope/rows`` are always added, those of the
dialogue's examples and the samples come from ``python -m scripts.scope_rows``. The report says how good the judge is,
at the threshold of ``decision.yml``, on rows held out at random, source by source, and on whole sources held out: live
text comes from a source that nobody trained on. Sources named ``own_…`` are trained on and not reported.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from knowledge.answering.decision import load_decision
from knowledge.embedding.encoder import Encoder, Vectors
from knowledge.embedding.sentence_transformer import SentenceTransformerEncoder
from knowledge.scope.fitting import Design, fit_weights
from knowledge.scope.rows import Label, Row, own_rows
from knowledge.scope.validation import held_out_folds, held_out_sources, report, temperature
from knowledge.text.normalise import normalise


def read_rows(paths: Sequence[Path]) -> Iterator[Row]:
    """Yield the rows of JSON lines files."""
    for path in paths:
        for line in filter(str.strip, path.read_text("utf-8").splitlines()):
            row = json.loads(line)
            yield Row(normalise(row["text"]).text.strip(), Label(row["label"]), row.get("source", "own"))


def encoded(rows: Sequence[Row], encoder: Encoder) -> Vectors:
    """Return the query vectors of the rows, shape ``(n, dimension)``."""
    batches = range(0, len(rows), 256)
    return np.concatenate([encoder.encode_queries([row.text for row in rows[at : at + 256]]) for at in batches])


def main(model: str, paths: Sequence[str]) -> None:
    """Train on every row, write the weights beside the judge, report to standard output."""
    rows, encoder = [*read_rows([Path(path) for path in paths]), *own_rows()], SentenceTransformerEncoder(model)
    design = Design.of(rows, encoded(rows, encoder))
    tested = sorted({r.source for r in rows if not r.source.startswith("own") and r.label is not Label.PRIVATE_LAW})
    by_source = held_out_sources(design, tested)
    known = ~np.isnan(by_source)
    scale = temperature(by_source[known], design.labels(Label.IN_SCOPE)[known])
    fit_weights(design, scale, encoder.family).save()
    threshold = load_decision().out_of_scope_below
    found = {
        "rows": len(rows),
        "temperature": scale,
        "held_out_sources": report(design, by_source, threshold, scale),
        "held_out_rows": report(design, held_out_folds(design, tested), threshold, scale),
    }
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
