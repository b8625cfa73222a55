"""The index of a process: it follows the change log, and searches never wait for it."""

from collections.abc import Collection
from dataclasses import replace
from threading import Lock

import numpy as np

from knowledge.index.analysis import Analyzer, default_analyzer
from knowledge.index.changes import Changes, Upsert
from knowledge.index.errors import OutOfOrder
from knowledge.index.segment import Segment
from knowledge.index.settings import index_settings
from knowledge.index.view import IndexView
from knowledge.model.passage import Passage


class PolicyIndex:
    """Published passages in memory.

    Writers take turns and put a new immutable ``view`` in place; a search works on the view it took, from any thread.
    """

    def __init__(self, analyzer: Analyzer | None = None, view: IndexView | None = None) -> None:
        self.analyzer = analyzer or default_analyzer()
        self._view = view or IndexView()
        self._writing = Lock()

    @property
    def view(self) -> IndexView:
        """The state to search in."""
        return self._view

    @property
    def sequence(self) -> int:
        """The number of the last change applied."""
        return self._view.sequence

    @property
    def mark(self) -> str:
        """What the change log says of the last change applied."""
        return self._view.mark

    @property
    def generation(self) -> int:
        """Grows with every change that is applied."""
        return self._view.generation

    def __len__(self) -> int:
        return self._view.living

    def passages_of(self, entry_id: str) -> tuple[Passage, ...]:
        """Return the passages of an entry in their order, none when it is not published."""
        view = self._view
        return tuple(view.passage(row) for row in view.rows_of(entry_id))

    def entry_ids(self) -> set[str]:
        """Return the entries that can be found."""
        view = self._view
        return {entry for segment in view.segments for entry in segment.entries if view.rows_of(entry)}

    def apply(self, changes: Changes, sequence: int, *, after: int | None = None, mark: str = "") -> bool:
        """Apply changes as one: a search sees all of them or none. Of several to one entry the last counts.

        Args:
            changes: What happened.
            sequence: The number of the last of them in the change log.
            after: The number they follow; unless it is this index's, something was missed.
            mark: What the change log says of the last of them.

        Returns:
            False when the index is that far already, and nothing was done.

        Raises:
            OutOfOrder: the changes do not follow what was applied last.
        """
        with self._writing:
            if sequence <= self._view.sequence:
                return False
            if after is not None and after > self._view.sequence:
                raise OutOfOrder(f"变更 {sequence} 接在 {after} 之后，而索引只到 {self._view.sequence}")
            final = {change.entry_id: change for change in changes}
            upserts = [change for change in final.values() if isinstance(change, Upsert) and change.passages]
            view = _without(self._view, final.keys())
            if upserts:
                view = _with(view, Segment.build(upserts, self.analyzer))
            self._view = replace(view, sequence=sequence, mark=mark, generation=self._view.generation + 1)
            return True

    def adopt(self, other: "PolicyIndex") -> None:
        """Hold what another index holds, wherever this one was: the log it followed is no more."""
        with self._writing:
            self._view = replace(other.view, generation=max(self._view.generation, other.generation) + 1)

    @property
    def compaction_is_due(self) -> bool:
        """Whether enough rows are dead, or enough segments have gathered, that searches would gain."""
        settings, view = index_settings().segments, self._view
        dead = int(view.starts[-1]) - view.living
        return (
            len(view.segments) > settings.compact_above_segments
            or dead > settings.compact_above_dead_share * view.starts[-1]
        )

    def compact(self) -> None:
        """Join all segments and drop dead rows. Changes may be applied meanwhile; they are kept."""
        before = self._view
        if len(before.segments) <= 1 and before.living == before.starts[-1]:
            return
        merged = Segment.merge(before.segments, before.alive)
        with self._writing:
            now, count = self._view, len(before.segments)
            if any(new is not old for new, old in zip(now.segments, before.segments, strict=False)):
                merged, before, count = Segment.merge(now.segments, now.alive), now, len(now.segments)
            still = np.concatenate([new[old] for new, old in zip(now.alive, before.alive, strict=False)])
            whole = ((merged,), (still,)) if len(merged) else ((), ())
            self._view = replace(now, segments=whole[0] + now.segments[count:], alive=whole[1] + now.alive[count:])


def _without(view: IndexView, entry_ids: Collection[str]) -> IndexView:
    """Return the view with the rows of entries dead, in masks of its own."""
    masks = []
    for segment, alive in zip(view.segments, view.alive, strict=True):
        spans = [segment.entries[entry] for entry in entry_ids if entry in segment.entries]
        mask = alive.copy() if spans else alive
        for start, stop in spans:
            mask[start:stop] = False
        masks.append(mask)
    return replace(view, alive=tuple(masks))


def _with(view: IndexView, segment: Segment) -> IndexView:
    """Return the view with a segment more, small neighbours joined."""
    segments, masks = [*view.segments, segment], [*view.alive, np.ones(len(segment), np.bool_)]
    while len(segments) > 1 and _like_sized(segments[-2], segments[-1]):
        joined = Segment.merge(segments[-2:], masks[-2:])
        segments[-2:], masks[-2:] = [joined], [np.ones(len(joined), np.bool_)]
    return replace(view, segments=tuple(segments), alive=tuple(masks))


def _like_sized(older: Segment, newer: Segment) -> bool:
    """Whether joining is cheap now and keeps the number of segments logarithmic."""
    settings = index_settings().segments
    small = len(older) + len(newer) <= settings.merge_at_once_below
    return small and len(older) <= settings.merge_ratio * len(newer)
