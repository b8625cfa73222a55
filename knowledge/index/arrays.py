"""A segment as named arrays, and back."""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.index.columns import ScopeColumns
from knowledge.index.dense import VectorField
from knowledge.index.postings import Postings
from knowledge.index.records import Records
from knowledge.index.segment import DENSE_FIELDS, LEXICAL_FIELDS, Segment

Arrays: TypeAlias = Mapping[str, NDArray[Any]]
_POSTINGS = tuple(field.name for field in fields(Postings))
_COLUMNS = tuple(field.name for field in fields(ScopeColumns))
_DENSE = ("vectors", "offsets")


def arrays_of(segment: Segment) -> Arrays:
    """Return everything a segment is made of."""
    entries = json.dumps([[entry, *span] for entry, span in segment.entries.items()], ensure_ascii=False)
    arrays: dict[str, NDArray[Any]] = {
        "entries": np.frombuffer(entries.encode(), np.uint8),
        "records.blob": segment.records.blob,
        "records.offsets": segment.records.offsets,
    }
    arrays |= {f"columns.{name}": getattr(segment.columns, name) for name in _COLUMNS}
    for field in LEXICAL_FIELDS:
        arrays |= {f"lexical.{field}.{name}": getattr(segment.lexical[field], name) for name in _POSTINGS}
    for field in DENSE_FIELDS:
        arrays |= {f"dense.{field}.{name}": getattr(segment.dense[field], name) for name in _DENSE}
    return arrays


def segment_of(arrays: Arrays) -> Segment:
    """Rebuild a segment; the arrays are used as they are, so they may be mapped from disk."""
    entries = json.loads(arrays["entries"].tobytes())
    segment = Segment(
        {entry: (start, stop) for entry, start, stop in entries},
        Records(arrays["records.blob"], arrays["records.offsets"]),
        ScopeColumns(*(arrays[f"columns.{name}"] for name in _COLUMNS)),
        {field: Postings(*(arrays[f"lexical.{field}.{name}"] for name in _POSTINGS)) for field in LEXICAL_FIELDS},
        {field: VectorField(*(arrays[f"dense.{field}.{name}"] for name in _DENSE)) for field in DENSE_FIELDS},
    )
    return segment.prepared()
