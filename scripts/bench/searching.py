"""What a search costs as the index grows: ours against bare libraries, question by question in turn."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from knowledge.embedding.encoder import Encoder
from knowledge.evaluation.corpus import EVERYWHERE
from knowledge.index import snapshot
from knowledge.index.changes import Upsert
from knowledge.index.policy_index import PolicyIndex
from knowledge.index.texts import passage_text
from knowledge.search.hybrid import HybridSearch
from scripts.bench.bare_search import DEPTH, BareSearch
from scripts.bench.places import ROOT
from scripts.bench.timing import comparison

OWN, BARE = "yihaoda", "bm25s_and_faiss"
_ENTRIES_A_CHANGE, _WARM_UP = 50, 5


def measure_search(
    upserts: Sequence[Upsert], sizes: Sequence[int], texts: Iterator[str], count: int, encoder: Encoder
) -> dict[str, Any]:
    """Index ever more entries and measure at every size, in passages, that there are enough entries for.

    Args:
        upserts: Entries with their vectors.
        sizes: Numbers of passages, ascending.
        texts: Questions, none twice: an encoder remembers what it was asked.
        count: Questions for each side, a size.
        encoder: The encoder of the vectors.
    """
    index, start, seconds, points = PolicyIndex(), 0, 0.0, {}
    held = np.cumsum([len(upsert.passages) for upsert in upserts])
    for size in (size for size in sizes if size <= held[-1]):
        stop = int(np.searchsorted(held, size)) + 1
        started = perf_counter()
        for first in range(start, stop, _ENTRIES_A_CHANGE):
            last = min(first + _ENTRIES_A_CHANGE, stop)
            index.apply(upserts[first:last], last)
        index.compact()
        seconds, start = seconds + perf_counter() - started, stop
        points[str(size)] = {
            "passages": len(index),
            "index_seconds": seconds,
            **_restart(index, encoder),
            **_compare(index, upserts[:stop], texts, count, encoder),
        }
    return points


def _compare(
    index: PolicyIndex, upserts: Sequence[Upsert], texts: Iterator[str], count: int, encoder: Encoder
) -> dict[str, Any]:
    own = HybridSearch(index, encoder)
    started = perf_counter()
    bare = BareSearch(
        [passage_text(passage) for upsert in upserts for passage in upsert.passages],
        np.concatenate([upsert.vectors.passages for upsert in upserts]),
        encoder,
    )
    bare_seconds = perf_counter() - started
    searches: dict[str, Callable[[str], object]] = {
        OWN: lambda text: own.search(text, EVERYWHERE, k=DEPTH),
        BARE: bare.search,
    }
    _in_turn(searches, texts, _WARM_UP)
    return {"search_ms": comparison(_in_turn(searches, texts, count), OWN, BARE), "bare_index_seconds": bare_seconds}


def _in_turn(searches: dict[str, Callable[[str], object]], texts: Iterator[str], count: int) -> dict[str, list[float]]:
    """Ask each side ``count`` questions of its own: the second to ask the same would find its embedding done."""
    milliseconds: dict[str, list[float]] = {name: [] for name in searches}
    for _ in range(count):
        for (name, search), text in zip(searches.items(), islice(texts, len(searches)), strict=True):
            started = perf_counter()
            search(text)
            milliseconds[name].append((perf_counter() - started) * 1000)
    return milliseconds


def _restart(index: PolicyIndex, encoder: Encoder) -> dict[str, float]:
    """Return what a fresh process needs to search this index."""
    with tempfile.TemporaryDirectory() as folder:
        written = snapshot.save(index, Path(folder), encoder.name)
        size = sum(file.stat().st_size for file in written.iterdir()) / 1024**2
        done = subprocess.run(
            [sys.executable, "-m", "scripts.bench.resident", folder], cwd=ROOT, check=True, capture_output=True
        )
    return {**json.loads(done.stdout), "snapshot_mb": size}
