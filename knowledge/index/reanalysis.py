"""The same passages under another analyzer: vectors, sounds and pairs of characters stay, words are cut anew."""

from collections.abc import Mapping
from dataclasses import replace

from knowledge.index.analysis import Analyzer
from knowledge.index.policy_index import PolicyIndex
from knowledge.index.segment import Segment, word_fields
from knowledge.index.view import IndexView

Recut = Mapping[int, tuple[Segment, Segment]]
"""By identity of the old segment: it, so that its identity stays its own, and the new one."""


def recut(view: IndexView, analyzer: Analyzer, known: Recut | None = None) -> Recut:
    """Return every segment of a view cut anew; those that are ``known`` are not cut again."""
    done = dict(known or {})
    return {id(old): done.get(id(old)) or (old, _recut(old, analyzer)) for old in view.segments}


def reanalysed(index: PolicyIndex, analyzer: Analyzer, known: Recut | None = None) -> PolicyIndex:
    """Return an index of its own over the same passages, under another analyzer; the other stays as it is."""
    view = index.view
    segments = recut(view, analyzer, known)
    return PolicyIndex(analyzer, replace(view, segments=tuple(segments[id(old)][1] for old in view.segments)))


def _recut(segment: Segment, analyzer: Analyzer) -> Segment:
    passages = [segment.records[row] for row in range(len(segment))]
    return replace(segment, lexical={**segment.lexical, **word_fields(passages, analyzer)})
