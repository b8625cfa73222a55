"""How the index grows: what a search, a change and a start cost at a given number of passages."""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from knowledge.embedding.encoder import Encoder
from knowledge.evaluation.corpus import EVERYWHERE, ROWS_A_CHANGE
from knowledge.evaluation.retrieval import percentiles
from knowledge.index import snapshot
from knowledge.index.changes import Upsert
from knowledge.index.policy_index import PolicyIndex
from knowledge.search.hybrid import HybridSearch

PUBLISHED = 20


@dataclass(frozen=True, slots=True)
class GrowthPoint:
    """Figures at one size. ``publish_ms`` is from a change to its being searchable, vectors given."""

    passages: int
    index_seconds: float
    rss_mb: float
    search_ms: dict[str, float]
    publish_ms: dict[str, float]
    save_seconds: float
    load_seconds: float
    snapshot_mb: float


def measure_growth(
    upserts: Sequence[Upsert], sizes: Sequence[int], questions: Sequence[str], encoder: Encoder
) -> list[dict[str, Any]]:
    """Index ever more entries and measure at every size, in passages, that is reached.

    Args:
        upserts: Entries with their vectors, as ``knowledge.index.embedded`` makes them.
        sizes: Numbers of passages, ascending.
        questions: What is searched for; each once a size, its embedding included in the time.
        encoder: The encoder of the vectors.
    """
    index, points, seconds, start = PolicyIndex(), [], 0.0, 0
    for size in sizes:
        started = perf_counter()
        while len(index) < size and start < len(upserts):
            stop = _stop(upserts, start, min(ROWS_A_CHANGE, size - len(index)))
            index.apply(upserts[start:stop], stop)
            start = stop
        index.compact()
        seconds += perf_counter() - started
        points.append(asdict(_measure(index, seconds, upserts[:start], questions, encoder)))
    return points


def _stop(upserts: Sequence[Upsert], start: int, rows: int) -> int:
    """Return where a batch of at least ``rows`` passages ends."""
    taken, stop = 0, start
    while stop < len(upserts) and taken < rows:
        taken += len(upserts[stop].passages)
        stop += 1
    return stop


def _measure(
    index: PolicyIndex, seconds: float, applied: Sequence[Upsert], questions: Sequence[str], encoder: Encoder
) -> GrowthPoint:
    rss = _rss_mb()
    with tempfile.TemporaryDirectory() as folder:
        saved, load_seconds, size = _restart(index, Path(folder), encoder)
    return GrowthPoint(
        passages=len(index),
        index_seconds=seconds,
        rss_mb=rss,
        search_ms=percentiles([_timed_search(index, question, encoder) for question in questions]),
        publish_ms=percentiles([_timed_publish(index, upsert) for upsert in applied[:PUBLISHED]]),
        save_seconds=saved,
        load_seconds=load_seconds,
        snapshot_mb=size,
    )


def _restart(index: PolicyIndex, folder: Path, encoder: Encoder) -> tuple[float, float, float]:
    """Return the seconds of saving and loading, and the MiB on disk."""
    started = perf_counter()
    written = snapshot.save(index, folder, encoder.name)
    saved = perf_counter()
    snapshot.load(folder, encoder.name, index.analyzer)
    return saved - started, perf_counter() - saved, sum(f.stat().st_size for f in written.iterdir()) / 1024**2


def _timed_search(index: PolicyIndex, question: str, encoder: Encoder) -> float:
    started = perf_counter()
    HybridSearch(index, encoder).search(question, EVERYWHERE)
    return (perf_counter() - started) * 1000


def _timed_publish(index: PolicyIndex, upsert: Upsert) -> float:
    """Publish on a copy, so that what is measured next is the index as it was."""
    copy = PolicyIndex(index.analyzer, index.view)
    started = perf_counter()
    copy.apply([upsert], index.sequence + 1)
    return (perf_counter() - started) * 1000


def _rss_mb() -> float:
    """Return the memory this process holds now, in MiB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2
