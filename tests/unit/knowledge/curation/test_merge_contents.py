"""Two people change one revision: what both did is kept, what contradicts is shown."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.curation.merge import merge_contents

WORDS = st.sampled_from(["甲", "乙", "丙", "丁", "戊", ""])
CLAUSE = st.fixed_dictionaries(
    {
        "label": st.sampled_from(["第一条", "第二条", "第三条", ""]),
        "text": st.sampled_from(["补贴八十元", "补贴九十元", "按月发放", "按年发放", "由乡镇办理"]),
        "heading": st.just([]),
        "responsible_units": st.lists(WORDS, max_size=2, unique=True),
    }
)
CONTENT = st.fixed_dictionaries(
    {
        "title": WORDS,
        "department": WORDS,
        "validity": st.fixed_dictionaries({"effective_from": st.none() | WORDS, "expires_on": st.none() | WORDS}),
        "elements": st.dictionaries(st.sampled_from(["background", "purpose"]), WORDS),
        "keywords": st.lists(WORDS, max_size=3, unique=True),
        "clauses": st.lists(CLAUSE, max_size=4),
    }
)


def leaves(value: Any) -> set[str]:  # noqa: ANN401
    if isinstance(value, dict):
        return set().union(*map(leaves, value.values())) if value else set()
    if isinstance(value, list | tuple):
        return set().union(*map(leaves, value)) if value else set()
    return {value} if isinstance(value, str) else set()


@given(CONTENT, CONTENT)
def test_without_a_change_of_the_other_it_is_mine(base: dict[str, Any], mine: dict[str, Any]) -> None:
    assert merge_contents(base, mine, base) == merge_contents(base, base, mine)
    assert (merge_contents(base, mine, base).content, merge_contents(base, mine, base).conflicts) == (mine, ())


@given(CONTENT, CONTENT)
def test_the_same_change_twice_is_no_conflict(base: dict[str, Any], mine: dict[str, Any]) -> None:
    merged = merge_contents(base, mine, deepcopy(mine))
    assert (merged.content, merged.conflicts) == (mine, ())


@given(CONTENT, CONTENT, CONTENT)
def test_nothing_new_of_either_disappears(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    merged = merge_contents(base, mine, theirs)
    shown = leaves(merged.content) | leaves([[row.base, row.mine, row.theirs] for row in merged.conflicts])
    assert (leaves(mine) | leaves(theirs)) - leaves(base) <= shown
    assert merged.content.keys() == mine.keys() | theirs.keys()


@given(CONTENT, CONTENT, CONTENT)
def test_a_conflict_leads_to_where_it_is(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    merged = merge_contents(base, mine, theirs)
    for row in merged.conflicts:
        place: Any = merged.content
        for part in row.path.split("."):
            place = place[int(part)] if isinstance(place, list) else place.get(part)
        assert place in (row.mine, row.theirs)
        assert row.mine != row.theirs
        assert row.label


BASE = {
    "title": "办法",
    "department": "民政局",
    "keywords": ["补贴", "老人"],
    "validity": {"effective_from": "2026-01-01", "expires_on": None},
    "clauses": [{"label": f"第{n}条", "text": f"{text}。"} for n, text in zip("一二三", ["目的是好的", "每月八十元", "附则"], strict=True)],
    "questions": [{"question": "多少钱", "conclusion": "八十元", "similar": ["给多少"]}],
}  # fmt: skip


def changed(*path: Any, to: Any) -> dict[str, Any]:  # noqa: ANN401
    content: Any = deepcopy(BASE)
    place = content
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = to
    return dict(content)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (changed("title", to="新办法"), changed("department", to="财政局")),
        (changed("clauses", 0, "text", to="目的。"), changed("clauses", 1, "text", to="每月九十元。")),
        (changed("clauses", 1, "label", to="第二条之一"), changed("clauses", 1, "text", to="每月九十元。")),
        (changed("validity", "expires_on", to="2027-01-01"), changed("validity", "effective_from", to="2026-02-01")),
        (changed("questions", 0, "question", to="能领多少钱"), changed("questions", 0, "conclusion", to="九十元")),
    ],
    ids=["fields", "clauses", "label and text", "days", "a question put better and its answer"],
)
def test_changes_apart_are_both_kept(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    merged = merge_contents(BASE, mine, theirs)
    assert merged.conflicts == ()
    for side in (mine, theirs):
        assert leaves(side) - leaves(BASE) <= leaves(merged.content)


def test_the_same_field_is_a_conflict_and_mine_stays_until_somebody_decides() -> None:
    merged = merge_contents(
        BASE, changed("clauses", 1, "text", to="七十元。"), changed("clauses", 1, "text", to="九十元。")
    )
    (row,) = merged.conflicts
    assert (row.path, row.label) == ("clauses.1.text", "第二条 正文")
    assert (row.base, row.mine, row.theirs) == ("每月八十元。", "七十元。", "九十元。")
    assert merged.content["clauses"][1]["text"] == "七十元。"


def test_what_one_struck_out_and_the_other_changed_is_kept_and_shown() -> None:
    without = changed("clauses", to=[BASE["clauses"][0], BASE["clauses"][2]])
    changed_there = changed("clauses", 1, "text", to="每月九十元。")
    for mine, theirs in ((without, changed_there), (changed_there, without)):
        merged = merge_contents(BASE, mine, theirs)
        assert [clause["text"] for clause in merged.content["clauses"]] == ["目的是好的。", "每月九十元。", "附则。"]
        (row,) = merged.conflicts
        assert (row.path, None in (row.mine, row.theirs)) == ("clauses.1", True)


def test_what_nobody_else_touched_can_be_struck_out() -> None:
    without = changed("clauses", to=BASE["clauses"][:2])
    merged = merge_contents(BASE, changed("title", to="新"), without)
    assert (len(merged.content["clauses"]), merged.conflicts) == (2, ())


def test_new_clauses_of_both_stand_behind_their_neighbours() -> None:
    first = {"label": "第一条之一", "text": "甲加的。"}
    last = {"label": "第四条", "text": "乙加的。"}
    mine = changed("clauses", to=[BASE["clauses"][0], first, *BASE["clauses"][1:]])
    theirs = changed("clauses", to=[*BASE["clauses"], last])
    merged = merge_contents(BASE, mine, theirs)
    labels = [clause["label"] for clause in merged.content["clauses"]]
    assert labels == ["第一条", "第一条之一", "第二条", "第三条", "第四条"]
    assert merged.conflicts == ()


def test_words_of_a_list_are_added_and_taken_out() -> None:
    merged = merge_contents(
        BASE, changed("keywords", to=["补贴", "高龄"]), changed("keywords", to=["补贴", "老人", "津贴"])
    )
    assert (merged.content["keywords"], merged.conflicts) == (["补贴", "高龄", "津贴"], ())
