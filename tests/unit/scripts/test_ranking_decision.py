"""From examples to a probability, and from what mistakes cost to thresholds."""

import numpy as np
import pytest

from knowledge.answering.evidence import FIGURES
from scripts.ranking import thresholds
from scripts.ranking.confidence import BY_HAND, Design, goodness, signed_logistic
from scripts.ranking.examples import Example
from scripts.ranking.settings import Costs, training_settings

COSTS = Costs(
    answerable_share=0.8,
    wrong=5.0,
    beside=1.0,
    missing=1.0,
    asked_back=0.25,
    asked_in_vain=0.8,
    tolerance=0.0,
    clauses_unanswerable_at_most=0.5,
)


def example(number: int, *, text: float, right: bool, clause: bool = True, answerable: bool = True) -> Example:
    figures = dict.fromkeys(FIGURES, 0.0) | {"text": text}
    return Example(
        "laws" if clause else "samples", f"q{number}", clause, answerable, figures, right=right, beside=right, offered=right
    )  # fmt: skip


def examples(*, clause: bool) -> list[Example]:
    """The more like the text, the likelier right: one in ten at 0, nine in ten at 1."""
    random = np.random.default_rng(int(clause))
    rows = []
    for number in range(600):
        text = float(random.random())
        right = bool(random.random() < 0.1 + 0.8 * text)
        rows.append(example(number, text=text, right=right, clause=clause, answerable=right or number % 2 == 0))
    return rows


@pytest.fixture(scope="module")
def design() -> Design:
    return Design([*examples(clause=True), *examples(clause=False)])


class TestDesign:
    def test_probabilities_of_unseen_questions_mean_what_they_say(self, design: Design) -> None:
        found = goodness(design.probabilities, design.right)
        assert found["calibration_error"] < 0.06
        assert found["auc"] > 0.7

    def test_a_figure_that_never_varies_weighs_nothing(self, design: Design) -> None:
        weights = design.fit(design.clause).weights
        assert weights["text"] > 0
        assert {name for name, weight in weights.items() if weight} == {"text", *BY_HAND}

    def test_sets_left_out_are_measured_by_others(self) -> None:
        laws = examples(clause=True)
        other = [Example("other", *(getattr(e, name) for name in Example.__slots__[1:])) for e in examples(clause=True)]
        assert set(Design([*laws, *other, *examples(clause=False)]).left_out()) == {"laws", "other"}


def test_no_evidence_in_favour_weighs_against() -> None:
    random = np.random.default_rng(0)
    figures = random.normal(size=(300, 7))
    figures[:, 1] = figures[:, 0] + 0.01 * random.normal(size=300)  # two that say the same
    weights, _ = signed_logistic(figures, figures[:, 0] > 0, np.ones(300))
    assert weights[:2].min() >= 0


class TestThresholds:
    def test_the_dearer_a_wrong_answer_the_higher_the_bar(self, design: Design) -> None:
        kind = design.clause
        bars = [
            thresholds.answer_at(design, kind, COSTS.model_copy(update={"wrong": wrong, "beside": wrong}))
            for wrong in (1.0, 5.0, 20.0)
        ]
        assert bars == sorted(bars)
        assert bars[0] < bars[-1]

    def test_rash_answers_are_bounded_whatever_they_cost(self, design: Design) -> None:
        kind, cheap = design.clause, COSTS.model_copy(update={"wrong": 0.0, "beside": 0.0})
        bar = thresholds.answer_at(design, kind, cheap, unanswerable_at_most=0.1)
        assert thresholds.answer_at(design, kind, cheap) < bar
        assert thresholds.consequences(design, kind, bar)["laws"]["unanswerable"] <= 0.1

    def test_asking_back_begins_below_answering(self, design: Design) -> None:
        for kind in (design.clause, ~design.clause):
            assert thresholds.clarify_at(design, kind, COSTS) <= thresholds.answer_at(design, kind, COSTS)

    def test_consequences_add_up(self, design: Design) -> None:
        everything = thresholds.consequences(design, design.clause, 0.0)["laws"]
        assert everything["right"] + everything["beside"] + everything["wrong"] == pytest.approx(1, abs=0.002)
        assert everything["unanswerable"] == 1
        assert thresholds.consequences(design, design.clause, 1.1)["laws"]["right"] == 0


def test_the_shipped_costs_count_a_wrong_answer_as_five_missing_ones() -> None:
    costs = training_settings().costs
    assert costs.wrong == 5 * costs.missing
