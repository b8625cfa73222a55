"""Searches beside changes, and how long a change takes, on thousands of passages."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from statistics import median
from threading import Event
from time import perf_counter

import pytest

from knowledge.index.policy_index import PolicyIndex
from knowledge.model.scope import Scope
from knowledge.search.hybrid import HybridSearch
from tests.unit.knowledge.index.builders import ENCODER, entry

pytestmark = pytest.mark.integration

SCOPE = Scope(on=date(2026, 1, 1))
ENTRIES, PASSAGES = 300, 10
PUBLISH_LIMIT_MS = 50


@pytest.fixture
def index() -> PolicyIndex:
    index = PolicyIndex()
    texts = [f"第{n}条 申请人应当在{n}日内提交材料" for n in range(PASSAGES)]
    index.apply([entry(str(n), *texts, title=f"第{n}号办法") for n in range(ENTRIES)], 1)
    return index


def test_searches_in_threads_never_see_half_a_change(index: PolicyIndex) -> None:
    search, done = HybridSearch(index, ENCODER), Event()

    def look() -> set[int]:
        counts = set()
        while not done.is_set():
            hits = search.search("限期提交材料的新规定", SCOPE, k=100).hits
            counts.add(sum(hit.passage.entry_id == "changing" for hit in hits))
        return counts

    with ThreadPoolExecutor(3) as pool:
        lookers = [pool.submit(look) for _ in range(3)]
        for sequence in range(2, 60):
            size = 1 + 3 * (sequence % 2)
            index.apply([entry("changing", *("限期提交材料的新规定" for _ in range(size)))], sequence)
            if sequence % 20 == 0:
                index.compact()
        done.set()
    assert set.union(*(looker.result() for looker in lookers)) <= {0, 1, 4}


def test_publishing_is_quick(index: PolicyIndex) -> None:
    milliseconds = []
    for sequence in range(2, 40):
        upsert = entry(f"new {sequence}", *(f"新规定第{n}条" for n in range(PASSAGES)))
        started = perf_counter()
        index.apply([upsert], sequence)
        milliseconds.append((perf_counter() - started) * 1000)
    assert median(milliseconds) < PUBLISH_LIMIT_MS
