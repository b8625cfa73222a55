import os
import time
from pathlib import Path

import pytest

from knowledge.index import snapshot
from knowledge.index.analysis import default_analyzer
from knowledge.index.changes import Remove
from knowledge.index.codec import content_hash
from knowledge.index.policy_index import PolicyIndex
from knowledge.index.verify import verify
from tests.unit.knowledge.index.builders import ENCODER, a_passage, entry, publish


@pytest.fixture
def index() -> PolicyIndex:
    index = PolicyIndex()
    long = publish(a_passage("b", text="长" * 400, questions=("问一", "问二"), negatives=("不是问",)))
    index.apply([entry("a", "高龄津贴", "临时救助"), long, entry("c", "作废")], 7)
    index.apply([Remove("c")], 8)
    return index


def load(folder: Path, encoder: str = ENCODER.name) -> snapshot.Loaded:
    return snapshot.load(folder, encoder, default_analyzer())


class TestRoundTrip:
    def test_gives_the_same_index(self, index: PolicyIndex, tmp_path: Path) -> None:
        snapshot.save(index, tmp_path, ENCODER.name)
        loaded = load(tmp_path)
        expected = {p.id: content_hash(p) for entry_id in ("a", "b") for p in index.passages_of(entry_id)}
        assert not verify(loaded.index, expected)
        assert (loaded.index.sequence, loaded.refused) == (8, ())

    def test_keeps_what_the_log_says_of_its_last_line(self, index: PolicyIndex, tmp_path: Path) -> None:
        index.apply([], 9, mark="the mark")
        snapshot.save(index, tmp_path, ENCODER.name)
        assert (load(tmp_path).index.sequence, load(tmp_path).index.mark) == (9, "the mark")

    def test_all_are_dropped_when_their_log_is_no_more(self, index: PolicyIndex, tmp_path: Path) -> None:
        snapshot.save(index, tmp_path, ENCODER.name)
        snapshot.discard(tmp_path)
        snapshot.discard(tmp_path / "never made")
        assert list(tmp_path.iterdir()) == []

    def test_what_a_killed_process_left_half_written_goes_after_an_hour(
        self, index: PolicyIndex, tmp_path: Path
    ) -> None:
        for age, name in ((7200, ".writing-1"), (60, ".writing-2")):
            (tmp_path / name).mkdir()
            os.utime(tmp_path / name, (time.time() - age,) * 2)
        snapshot.save(index, tmp_path, ENCODER.name)
        assert sorted(folder.name for folder in tmp_path.iterdir()) == [".writing-2", "000000000008"]

    def test_goes_on_from_there(self, index: PolicyIndex, tmp_path: Path) -> None:
        snapshot.save(index, tmp_path, ENCODER.name)
        loaded = load(tmp_path).index
        loaded.apply([entry("d", "新增"), Remove("a")], 9, after=8)
        assert loaded.entry_ids() == {"b", "d"}

    def test_of_an_empty_index(self, tmp_path: Path) -> None:
        snapshot.save(PolicyIndex(), tmp_path, ENCODER.name)
        assert len(load(tmp_path).index) == 0

    def test_keeps_the_last_two(self, index: PolicyIndex, tmp_path: Path) -> None:
        for sequence in (9, 10, 11):
            index.apply([Remove("x")], sequence)
            snapshot.save(index, tmp_path, ENCODER.name)
        assert sorted(folder.name for folder in tmp_path.iterdir()) == ["000000000010", "000000000011"]

    def test_replaces_one_of_the_same_number(self, index: PolicyIndex, tmp_path: Path) -> None:
        snapshot.save(index, tmp_path, ENCODER.name)
        other = PolicyIndex()
        other.apply([entry("z", "另一段历史")], 8)
        snapshot.save(other, tmp_path, ENCODER.name)
        assert load(tmp_path).index.entry_ids() == {"z"}


class TestRefusal:
    @pytest.mark.parametrize(
        "name", ["manifest.json", "records.blob.npy", "dense.passages.vectors.npy", "lexical.words.rows.npy"]
    )
    @pytest.mark.parametrize("damage", ["truncated", "missing", "changed"])
    def test_of_a_damaged_one_falls_back_to_the_one_before(
        self, index: PolicyIndex, tmp_path: Path, name: str, damage: str
    ) -> None:
        snapshot.save(index, tmp_path, ENCODER.name)
        index.apply([Remove("a")], 9)
        self._damage(snapshot.save(index, tmp_path, ENCODER.name) / name, damage)
        loaded = load(tmp_path)
        assert loaded.index.sequence == 8
        assert "000000000009" in loaded.refused[0].message

    def test_of_another_model(self, index: PolicyIndex, tmp_path: Path) -> None:
        snapshot.save(index, tmp_path, ENCODER.name)
        loaded = load(tmp_path, "another model")
        assert (len(loaded.index), loaded.index.sequence) == (0, 0)
        assert "向量模型" in loaded.refused[0].message

    def test_ignores_one_that_was_being_written(self, tmp_path: Path) -> None:
        (tmp_path / ".writing-1").mkdir()
        assert load(tmp_path).refused == ()

    @staticmethod
    def _damage(path: Path, damage: str) -> None:
        content = path.read_bytes()
        match damage:
            case "truncated":
                path.write_bytes(content[: len(content) // 2])
            case "missing":
                path.unlink()
            case _:
                path.write_bytes(content[:-3] + bytes((content[-3] ^ 1,)) + content[-2:])
