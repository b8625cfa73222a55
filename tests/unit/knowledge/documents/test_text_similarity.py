import json
import random
from collections import defaultdict
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents.similarity import DISTANCE, NEAR, DigestIndex, digest, distance, likeness

TEXT = "".join(
    f"第{n}条 各县市区人民政府应当按照第{n * 7 % 13}项的规定做好第{n * 5 % 17}类工作，按月报告。" for n in range(40)
)


class TestDigest:
    @pytest.mark.parametrize("same", [TEXT.replace("，", ","), TEXT.replace(" ", "\n\u3000"), TEXT.replace("1", "１")])
    def test_widths_blanks_and_punctuation_do_not_count(self, same: str) -> None:
        assert digest(same) == digest(TEXT)
        assert likeness(same, TEXT) == 1.0

    def test_a_small_change_moves_few_bits(self) -> None:
        changed = TEXT.replace("第7条 各县市区", "第7条 各县")
        assert 0 <= distance(digest(TEXT), digest(changed)) <= DISTANCE
        assert NEAR < likeness(TEXT, changed) < 1

    @pytest.mark.parametrize("text", ["", "。，", "\ud800"[:0]])
    def test_without_characters_there_is_none(self, text: str) -> None:
        assert digest(text) == 0

    def test_it_stays_what_it_is(self) -> None:
        assert digest("第一条 为了管理甲事，制定本办法。") == digest("第一条为了管理甲事制定本办法")
        assert digest("为了管理甲事") == 11294344076811676635, "stored digests would no longer be comparable"

    @given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
    def test_bounds(self, one: str, other: str) -> None:
        assert 0 <= digest(one) < 2**64
        assert 0 <= likeness(one, other) <= 1
        assert likeness(one, other) == pytest.approx(likeness(other, one))
        assert likeness(one, one) == 1.0


class TestIndex:
    def test_near_texts_come_nearest_first(self) -> None:
        index = DigestIndex.of([("far", 0xFFFF_0000_FFFF_0000), ("near", 0b1011), ("same", 0b1111), ("none", 0)])
        assert [(text.key, text.distance) for text in index.near(0b1111)] == [("same", 0), ("near", 1)]

    def test_what_was_added_is_found(self) -> None:
        index = DigestIndex()
        assert index.near(5) == ()
        index.add("a", 5)
        assert [text.key for text in index.near(5)] == ["a"]
        index.add("b", 4)
        assert [text.key for text in index.near(5)] == ["a", "b"]

    def test_a_text_without_characters_is_like_none(self) -> None:
        assert DigestIndex.of([("a", 1)]).near(0) == ()

    def test_a_hundred_thousand_are_looked_through_at_once(self) -> None:
        chance = random.Random(1)
        index = DigestIndex.of((str(n), chance.getrandbits(64)) for n in range(100_000))
        index.near(1)
        started = perf_counter()
        index.near(chance.getrandbits(64))
        assert perf_counter() - started < 0.2


def test_long_texts_are_compared_by_what_they_share() -> None:
    long = TEXT * 60
    started = perf_counter()
    assert likeness(long, long + "甲" * 10) > 0.9
    assert perf_counter() - started < 3


def test_edited_laws_are_recognised_and_others_are_not(test_data: Path) -> None:
    laws: dict[str, list[str]] = defaultdict(list)
    with (test_data / "corpora/laws/units-001.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            laws[row["id"].partition("#")[0]].append(row["text"])
    chance = random.Random(3)
    texts = {key: units for key, units in laws.items() if len(units) >= 20}
    chosen = dict(chance.sample(sorted(texts.items()), 60))
    index = DigestIndex.of((key, digest("\n".join(units))) for key, units in chosen.items())
    found = 0
    for key, units in chosen.items():
        edited = [unit for place, unit in enumerate(units) if place % 20]  # one article in twenty is struck out
        near = index.near(digest("\n".join(edited)))
        like = {text.key for text in near if likeness("\n".join(edited), "\n".join(chosen[text.key])) >= NEAR}
        found += key in like
        assert like <= {key}
    assert found >= 0.95 * len(chosen)
