"""The frozen set itself: it can be asked, is about what is shipped, and copies none of its wordings."""

from collections import Counter
from pathlib import Path

import pytest

from api.gate.library import gate_library
from api.setup.samples import SAMPLES
from knowledge.answering.outcome import Outcome
from knowledge.gate.errors import InvalidGateFile
from knowledge.gate.questions import GateQuestion, askable, load_intents, load_questions
from knowledge.gate.settings import Kind, gate_settings
from knowledge.index.analysis import question_mark
from knowledge.samples.schema import load_samples
from tests.unit.bot.training_files import bare, intent_examples

QUESTIONS = load_questions()
LIBRARY = gate_library()


def test_there_are_enough_of_every_kind() -> None:
    counts = Counter(question.kind for question in QUESTIONS)
    assert len(QUESTIONS) >= 250
    assert counts.keys() | {Kind.INTENT} == set(Kind)
    assert min(counts.values()) >= 8


def test_every_interpretation_is_asked_about() -> None:
    interpretations = {entry.id for entry in load_samples(SAMPLES).interpretations}
    assert interpretations <= {question.entry for question in QUESTIONS}


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.entry], ids=lambda q: q.id)
def test_what_is_expected_exists(question: GateQuestion) -> None:
    passages = LIBRARY[question.entry]
    if question.answer:
        assert {question.answer, *question.also} <= {p.questions[0] for p in passages if p.questions}
    if question.clause:
        assert any(source.clause == question.clause for p in passages for source in p.sources)


def test_what_is_ruled_out_exists() -> None:
    assert {entry for question in QUESTIONS for entry in question.never} <= LIBRARY.keys()


def test_wordings_are_its_own() -> None:
    """A copied wording would be found letter for letter, and show nothing."""
    known = {question_mark(text) for passages in LIBRARY.values() for p in passages for text in p.questions}
    asked = {question_mark(question.ask[-1]): question.id for question in QUESTIONS if len(question.ask) == 1}
    assert [name for mark, name in asked.items() if mark in known] == []
    assert len(asked) > 0


def test_no_question_is_asked_twice_the_same_way() -> None:
    same = Counter((q.ask, q.day, q.region) for q in QUESTIONS)
    assert [key for key, count in same.items() if count > 1] == []


def test_intents_are_not_those_of_the_training() -> None:
    trained = {bare(text) for _, text in intent_examples()}
    assert [row.id for row in load_intents() if bare(row.text) in trained] == []
    assert len(load_intents()) >= 40


def test_each_kind_has_settings() -> None:
    assert gate_settings().kinds.keys() == set(Kind)


def test_questions_whose_entry_is_not_there_are_not_asked() -> None:
    one, other, none = (
        GateQuestion(id="one", ask="问", entry="a"),
        GateQuestion(id="other", ask="问", entry="b"),
        GateQuestion(id="none", ask="问", kind=Kind.UNCOVERED),
    )
    assert askable([one, other, none], {"a"}) == [one, none]


class TestFiles:
    @pytest.mark.parametrize(
        ("content", "cause"),
        [
            ("kind: covered\nquestions: [{id: abc, ask: 问, wrong: 1}]", "wrong"),
            ("kind: covered\nquestions: [{id: abc, ask: 问}]", "entry"),
            ("kind: nonsense\nquestions: []", "kind"),
            ("kind: [", "YAML"),
            ("kind: uncovered\nquestions: [{id: abc, ask: 问}, {id: abc, ask: 问问}]", "重复"),
        ],
    )
    def test_what_is_wrong_is_named(self, tmp_path: Path, content: str, cause: str) -> None:
        (tmp_path / "own.yml").write_text(content, "utf-8")
        with pytest.raises(InvalidGateFile, match=cause):
            load_questions(tmp_path)

    def test_outcomes_of_a_question_replace_those_of_its_kind(self, tmp_path: Path) -> None:
        row = "{id: abc, ask: 问, outcomes: [no_answer], or_outcomes: [refused]}"
        (tmp_path / "own.yml").write_text(f"kind: covered\nquestions: [{row}]", "utf-8")
        assert load_questions(tmp_path)[0].wanted == {Outcome.NO_ANSWER, Outcome.REFUSED}
