import pytest

from api.clauses.excerpt import NEIGHBOURS, excerpt
from knowledge.model.document import Clause

NUMBERS = "一二三四五六七八九"
LAW = [Clause(f"第{number}条", f"内容{number}。", ("第一章 总则", "第一节 目的")) for number in NUMBERS]
PLAN = [Clause(label, label, (heading,)) for heading in ("一、目标", "二、措施") for label in ("（一）", "（二）")]


def test_a_clause_stands_among_its_neighbours() -> None:
    shown = excerpt(LAW, "第五条")
    assert [clause.clause for clause in shown] == [f"第{number}条" for number in "二三四五六七八"]
    assert [clause.clause for clause in shown if clause.cited] == ["第五条"]
    assert shown[0].path == "第一章 总则 › 第一节 目的"


@pytest.mark.parametrize(("label", "first", "last"), [("第一条", "第一条", "第四条"), ("第九条", "第六条", "第九条")])
def test_nothing_stands_beyond_the_ends(label: str, first: str, last: str) -> None:
    shown = excerpt(LAW, label)
    assert (shown[0].clause, shown[-1].clause) == (first, last)


def test_a_paragraph_means_its_article() -> None:
    assert [clause.clause for clause in excerpt(LAW, "第五条第二款") if clause.cited] == ["第五条"]


@pytest.mark.parametrize("label", ["", "第九十九条", "（九）", "条", "\x00", "第五条" * 200])
def test_a_label_that_is_nowhere_shows_the_beginning(label: str) -> None:
    shown = excerpt(LAW[5:] if label.startswith("第五条") else LAW, label)
    assert len(shown) == NEIGHBOURS + 1
    assert not any(clause.cited for clause in shown)


def test_a_label_under_several_headings_is_shown_under_each() -> None:
    assert [clause.path for clause in excerpt(PLAN, "（一）") if clause.cited] == ["一、目标", "二、措施"]


def test_a_document_without_text_shows_none() -> None:
    assert excerpt([], "第一条") == []
