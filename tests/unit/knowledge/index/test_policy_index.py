from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.index.changes import Change, PassageVectors, Remove, Upsert
from knowledge.index.codec import content_hash
from knowledge.index.digest import index_digest
from knowledge.index.errors import MismatchedVectors, OutOfOrder
from knowledge.index.policy_index import PolicyIndex
from knowledge.index.verify import verify
from knowledge.model.scope import Scope
from knowledge.search.hybrid import HybridSearch
from tests.unit.knowledge.index.builders import ENCODER, a_passage, entry

ANY = Scope(on=date(2026, 1, 1))


class TestApply:
    def test_makes_an_entry_searchable(self) -> None:
        index = PolicyIndex()
        assert index.apply([entry("a", "高龄津贴每月发放"), entry("b", "宅基地审批")], 1)
        assert HybridSearch(index, ENCODER).search("高龄津贴", ANY).hits[0].passage.entry_id == "a"

    def test_replaces_all_passages_of_an_entry(self) -> None:
        index = PolicyIndex()
        index.apply([entry("a", "一", "二", "三")], 1)
        index.apply([entry("a", "四")], 2)
        assert [passage.text for passage in index.passages_of("a")] == ["四"]
        assert len(index) == 1

    def test_removes_an_entry(self) -> None:
        index = PolicyIndex()
        index.apply([entry("a", "一"), entry("b", "二")], 1)
        index.apply([Remove("a"), Remove("never there")], 2)
        assert (index.passages_of("a"), index.entry_ids()) == ((), {"b"})

    def test_the_last_change_to_an_entry_counts(self) -> None:
        index = PolicyIndex()
        index.apply([entry("a", "一"), Remove("a"), entry("b", "二"), entry("b", "三")], 4)
        assert index.entry_ids() == {"b"}
        assert index.passages_of("b")[0].text == "三"

    @pytest.mark.parametrize("sequence", [4, 5], ids=["late", "again"])
    def test_ignores_what_it_has(self, sequence: int) -> None:
        index = PolicyIndex()
        index.apply([entry("a", "一")], 5)
        assert not index.apply([Remove("a")], sequence)
        assert (len(index), index.sequence, index.generation) == (1, 5, 1)

    def test_refuses_to_leave_a_gap(self) -> None:
        index = PolicyIndex()
        index.apply([entry("a", "一")], 5)
        with pytest.raises(OutOfOrder):
            index.apply([Remove("a")], 8, after=7)
        assert index.sequence == 5

    def test_a_view_in_use_does_not_change(self) -> None:
        index = PolicyIndex()
        index.apply([entry("a", "一")], 1)
        view = index.view
        index.apply([Remove("a")], 2)
        assert view.living == 1
        assert view.passage(view.rows_of("a").start).text == "一"


class TestCompaction:
    def test_keeps_what_is_alive(self) -> None:
        index = PolicyIndex()
        for number in range(1, 6):
            index.apply([entry(str(number), *("一二三"))], number)
        index.apply([Remove("1"), entry("2", "四")], 6)
        index.compact()
        assert len(index.view.segments) == 1
        assert int(index.view.starts[-1]) == len(index) == 10
        assert [passage.text for passage in index.passages_of("2")] == ["四"]
        assert index.sequence == 6

    def test_is_due_when_much_is_dead(self) -> None:
        index = PolicyIndex()
        index.apply([entry("a", *("一二三四五六七八")), entry("b", "九")], 1)
        assert not index.compaction_is_due
        index.apply([Remove("a")], 2)
        assert index.compaction_is_due
        index.compact()
        assert not index.compaction_is_due

    def test_of_nothing_left(self) -> None:
        index = PolicyIndex()
        index.apply([entry("a", "一")], 1)
        index.apply([Remove("a")], 2)
        index.compact()
        assert (len(index), index.view.segments) == (0, ())


class TestUpsert:
    def test_needs_a_vector_for_every_text(self) -> None:
        none = np.empty((0, 4), np.float32)
        with pytest.raises(MismatchedVectors):
            Upsert(
                "a", (a_passage("a", questions=("问",)),), PassageVectors(np.ones((1, 4), np.float32), none, none, none)
            )


class TestVerify:
    def test_names_every_difference(self) -> None:
        index = PolicyIndex()
        same, changed, surplus = entry("a", "一"), entry("b", "二"), entry("c", "三")
        index.apply([same, changed, surplus], 1)
        expected = {
            same.passages[0].id: content_hash(same.passages[0]),
            changed.passages[0].id: "another",
            "missing@1#0": "hash",
        }
        found = verify(index, expected)
        assert (found.missing, found.surplus, found.changed) == (("missing@1#0",), ("c@1#0",), ("b@1#0",))
        assert found
        assert not verify(PolicyIndex(), {})


changes = st.lists(
    st.one_of(
        st.builds(Remove, st.sampled_from("abc")),
        st.builds(
            lambda e, n: entry(e, *(f"{e}{i}号规定" for i in range(n))), st.sampled_from("abc"), st.integers(1, 3)
        ),
        st.just(None),
    ),
    max_size=10,
)


@settings(max_examples=50, deadline=None)
@given(log=changes)
def test_any_log_ends_in_what_its_last_changes_say(log: list[Change | None]) -> None:
    index, expected = PolicyIndex(), {}
    for sequence, change in enumerate(log, start=1):
        if change is None:
            index.compact()
            continue
        index.apply([change], sequence)
        expected[change.entry_id] = change.passages if isinstance(change, Upsert) else ()
    assert {name: index.passages_of(name) for name in expected} == expected
    assert len(index) == sum(map(len, expected.values()))
    anew = PolicyIndex()
    anew.apply([change for change in log if change], len(log) + 1)
    assert index_digest(index.view) == index_digest(anew.view), "however it came to what it holds"


class TestDigest:
    def test_tells_contents_and_vectors_apart(self) -> None:
        def digest(*changes: Change) -> str:
            index = PolicyIndex()
            index.apply(changes, 1)
            return index_digest(index.view)

        one, other = entry("a", "一"), entry("a", "二")
        swapped = Upsert("a", one.passages, other.vectors)
        assert len({digest(), digest(one), digest(other), digest(swapped), digest(one, entry("b", "一"))}) == 5
        assert digest(one, entry("b", "一")) == digest(entry("b", "一"), one)


def test_adopting_another_index_replaces_everything_and_is_seen() -> None:
    index, anew = PolicyIndex(), PolicyIndex()
    index.apply([entry("a", "旧")], 9, mark="old")
    anew.apply([entry("b", "新")], 2, mark="new")
    before = index.generation
    index.adopt(anew)
    assert (index.sequence, index.mark, index.entry_ids()) == (2, "new", {"b"})
    assert index.generation > before
