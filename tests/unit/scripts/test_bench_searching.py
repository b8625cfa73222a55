from itertools import count

import numpy as np
import pytest

from knowledge.embedding.hashed import HashedEncoder
from knowledge.model.document import Clause, PolicyDocument
from knowledge.model.region import NATION
from scripts.bench import searching
from scripts.bench.bare_search import BareSearch
from scripts.bench.library import embed

TOPICS = (
    "公租房申请条件",
    "高龄津贴发放标准",
    "营业执照办理流程",
    "居住证签注时间",
    "生育津贴计算方法",
    "法律援助范围",
)
ENCODER = HashedEncoder(64)
ENTRIES = [
    (f"e{at}", PolicyDocument(topic, NATION, clauses=(Clause("第一条", topic), Clause("第二条", f"{topic}之二"))))
    for at, topic in enumerate(TOPICS)
]


def test_the_peer_finds_what_is_named_outright() -> None:
    bare = BareSearch(TOPICS, ENCODER.encode_passages(TOPICS), ENCODER)
    assert [bare.search(f"{topic}是什么")[0] for topic in TOPICS] == list(range(len(TOPICS)))


@pytest.mark.parametrize(("size", "entries"), [(1, 1), (2, 1), (3, 2), (99, 6)])
def test_as_many_entries_are_embedded_as_make_up_the_size(size: int, entries: int) -> None:
    upserts = embed(ENTRIES, size, ENCODER)
    assert len(upserts) == entries
    assert all(np.allclose(np.linalg.norm(upsert.vectors.passages, axis=1), 1) for upsert in upserts)


def test_measures_every_size(monkeypatch: pytest.MonkeyPatch) -> None:
    def restart(*_: object) -> dict[str, float]:
        return {"rss_mb": 1.0}

    monkeypatch.setattr(searching, "_restart", restart)  # it starts a process with the real model
    upserts = embed(ENTRIES, 12, ENCODER)
    found = searching.measure_search(upserts, (4, 12), map(str, count()), 3, ENCODER)
    assert [point["passages"] for point in found.values()] == [4, 12]
    assert all(point["search_ms"]["n"] == 3 for point in found.values())
