"""What curators and developers read of a comparison."""

import json

from rich.console import Console

from api.gate.report import document, sentences, show
from knowledge.gate.baseline import Baseline
from knowledge.gate.comparison import Comparison, compare
from knowledge.gate.judging import Never, Result, Verdict
from knowledge.gate.settings import Kind


def result(name: str, verdict: Verdict, *never: Never) -> Result:
    return Result(name, Kind.COVERED, f"{name}怎么办", verdict, "answered", "某办法 · 第九条", 0.52, never=never)


def worse(count: int = 1) -> Comparison:
    before = [result(f"甲{n}", Verdict.RIGHT) for n in range(count)]
    return compare([result(f"甲{n}", Verdict.WRONG) for n in range(count)], Baseline.of(before))


def test_a_curator_reads_the_question_the_outcome_and_what_stood_on_top() -> None:
    lines = sentences(worse())
    assert "变差 1 个" in lines[0]
    assert lines[-1] == "“甲0怎么办”：答错（answered），排第一的是“某办法 · 第九条”，把握 0.52"


def test_a_long_list_is_cut() -> None:
    lines = sentences(worse(14))
    assert lines[-1] == "另有 4 个问题变差"
    assert sum("怎么办”：" in line for line in lines) == 10


def test_nothing_to_say_of_an_open_gate() -> None:
    same = [result("甲", Verdict.RIGHT)]
    assert sentences(compare(same, Baseline.of(same))) == []


def test_json_can_hold_it() -> None:
    found = document(compare([result("甲", Verdict.RIGHT, Never.LEAK)], Baseline.of([result("甲", Verdict.RIGHT)])))
    again = json.loads(json.dumps(found))
    assert again["never"][0]["never"] == ["leak"]
    assert again["kinds"]["covered"] == {"right": 1, "asked_back": 0, "silent": 0, "wrong": 0, "right_before": 1}


def test_a_table_names_what_got_worse() -> None:
    console = Console(record=True, width=160)
    show(worse(), console)
    text = console.export_text()
    assert "变差（1）" in text
    assert "甲0怎么办" in text
    assert "门禁没有通过" in text
