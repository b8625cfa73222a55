"""When the gate closes, and what can be accepted."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.gate.baseline import Baseline, accept, load_baseline
from knowledge.gate.comparison import compare
from knowledge.gate.errors import InvalidGateFile, NeverAccepted
from knowledge.gate.judging import Never, Result, Verdict
from knowledge.gate.settings import Kind, gate_settings

DAY = date(2026, 6, 1)
TOLERATED = gate_settings().kinds[Kind.COVERED].tolerance


def result(number: int, verdict: Verdict, *never: Never, kind: Kind = Kind.COVERED) -> Result:
    return Result(f"{kind}-{number}", kind, "问", verdict, "answered", "甲", 0.5, never=never)


def run(*verdicts: Verdict, kind: Kind = Kind.COVERED) -> list[Result]:
    return [result(number, verdict, kind=kind) for number, verdict in enumerate(verdicts)]


RIGHT, WRONG, SILENT, BACK = Verdict.RIGHT, Verdict.WRONG, Verdict.SILENT, Verdict.ASKED_BACK


def test_the_same_again_passes() -> None:
    results = run(RIGHT, WRONG, SILENT, BACK)
    assert compare(results, Baseline.of(results)).passed


def test_one_lost_and_none_won_closes() -> None:
    found = compare(run(SILENT, RIGHT), Baseline.of(run(RIGHT, RIGHT)))
    assert [r.id for r in found.newly_wrong] == ["covered-0"]
    assert "变差 1 个" in found.reasons[0]


def test_some_more_may_be_spared() -> None:
    before = Baseline.of(run(RIGHT, RIGHT, RIGHT))
    assert compare(run(SILENT, SILENT, RIGHT), before, spare=2).passed
    assert not compare(run(SILENT, SILENT, SILENT), before, spare=2).passed


def test_as_many_won_as_lost_passes() -> None:
    assert compare(run(SILENT, RIGHT), Baseline.of(run(RIGHT, SILENT))).passed


def test_a_wrong_answer_where_there_was_none_is_worse() -> None:
    assert not compare(run(WRONG, RIGHT), Baseline.of(run(BACK, RIGHT))).passed


def test_a_kind_may_not_pay_for_another() -> None:
    before = [*run(*[RIGHT] * 9), *run(*[SILENT] * 9, kind=Kind.FOLLOW_UP)]
    lost = TOLERATED + 1
    after = [*run(*[SILENT] * lost, *[RIGHT] * (9 - lost)), *run(*[RIGHT] * 9, kind=Kind.FOLLOW_UP)]
    assert compare(after, Baseline.of(before)).reasons == (
        f"“知识里有的问题”答对的由 9 个减到 {9 - lost} 个，最多可减 {TOLERATED} 个",
    )


def test_never_is_never_outweighed() -> None:
    after = [result(0, RIGHT, Never.INVENTED), *run(RIGHT, RIGHT, RIGHT)[1:]]
    assert compare(after, Baseline.of(run(RIGHT, SILENT, SILENT))).reasons == ("出现绝不允许的情况 1 处：covered-0",)


def test_a_question_that_is_not_asked_any_more_is_lost() -> None:
    before = Baseline.of(run(RIGHT, RIGHT))
    assert compare(run(RIGHT), before).missing == ["covered-1"]
    assert not compare(run(RIGHT), before).passed


def test_a_new_question_is_neither_won_nor_lost() -> None:
    found = compare(run(RIGHT, WRONG, RIGHT), Baseline.of(run(RIGHT)))
    assert (list(found.newly_right), list(found.newly_wrong)) == ([], [])


@given(st.lists(st.sampled_from(list(Verdict)), min_size=1, max_size=30))
def test_more_right_answers_never_close_the_gate(verdicts: list[Verdict]) -> None:
    assert compare(run(*[RIGHT] * len(verdicts)), Baseline.of(run(*verdicts))).passed


@given(st.lists(st.sampled_from(list(Verdict)), min_size=1, max_size=30))
def test_losing_every_right_answer_closes_it(verdicts: list[Verdict]) -> None:
    before = Baseline.of(run(*verdicts))
    after = run(*[SILENT if verdict is RIGHT else verdict for verdict in verdicts])
    assert compare(after, before).passed is (RIGHT not in verdicts)


class TestAccepting:
    def test_is_read_back_with_its_reasons(self, tmp_path: Path) -> None:
        path = tmp_path / "gate" / "baseline.yml"
        accept(run(RIGHT, WRONG, BACK), path, day=DAY, reason="第一次")
        accept(run(RIGHT, RIGHT, BACK), path, day=DAY, reason="改好了一个")
        found = load_baseline(path)
        assert [entry.reason for entry in found.accepted] == ["改好了一个", "第一次"]
        assert (found.passing, found.wrong, found.unanswered) == (
            {"covered-0", "covered-1"}, frozenset(), {"covered-2"},
        )  # fmt: skip
        assert found.counts[Kind.COVERED] == {RIGHT: 2, BACK: 1}

    def test_what_must_never_happen_cannot_be_accepted(self, tmp_path: Path) -> None:
        with pytest.raises(NeverAccepted, match="covered-0"):
            accept([result(0, RIGHT, Never.LEAK)], tmp_path / "b.yml", day=DAY, reason="急")
        assert not (tmp_path / "b.yml").exists()

    def test_a_broken_file_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "b.yml").write_text("passing: 3", "utf-8")
        with pytest.raises(InvalidGateFile, match=r"b\.yml"):
            load_baseline(tmp_path / "b.yml")

    def test_no_file_is_an_empty_baseline(self, tmp_path: Path) -> None:
        assert load_baseline(tmp_path / "none.yml") == Baseline()

    def test_questions_can_be_left_out(self) -> None:
        baseline = Baseline.of(run(RIGHT, WRONG)).without(["covered-0"])
        assert (baseline.passing, baseline.wrong) == (frozenset(), {"covered-1"})


def test_the_shipped_baseline_has_nothing_that_must_never_happen() -> None:
    shipped = load_baseline()
    assert shipped.accepted
    assert not shipped.never
