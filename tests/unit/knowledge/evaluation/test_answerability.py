from pathlib import Path

import pytest

from knowledge.embedding.hashed import HashedEncoder
from knowledge.evaluation.answerability import (
    Outcome,
    answerability_over_seeds,
    evaluate_answerability,
    is_drawn,
    risk_coverage,
    summary,
)
from knowledge.evaluation.files import RetrievalSet
from knowledge.model.hit import SearchResult
from tests.unit.knowledge.evaluation.sets import write_set


def test_what_is_taken_away_cannot_be_answered_correctly(tmp_path: Path) -> None:
    found = evaluate_answerability(
        *write_set(tmp_path),
        seed=1,
        encoder=HashedEncoder(256),
        decide=lambda _, result: ("answered", result.hits[0].score),
    )
    drawn = sum(is_drawn(f"q{n}", 1) for n in range(6))
    assert (found["unanswerable"]["n"], found["answerable"]["n"]) == (drawn, 6 - drawn)
    assert found["answerable"]["answered_correct"] == 1
    assert found["unanswerable"] == {"n": drawn, "answered": 1.0, "clarified": 0.0, "abstained": 0.0}


def test_several_draws_are_averaged(tmp_path: Path) -> None:
    paths, encoder = write_set(tmp_path), HashedEncoder(256)

    def decide(_text: str, result: SearchResult) -> tuple[str, float]:
        return "answered", min(1.0, result.hits[0].score)

    single = [evaluate_answerability(*paths, seed=seed, encoder=encoder, decide=decide) for seed in (0, 1)]
    data = RetrievalSet.read(*paths)
    found = answerability_over_seeds(data, (0, 1), encoder=encoder, decide=decide)
    for name in ("answered_correct", "answered_wrong"):
        assert found["answerable"][name] == pytest.approx(sum(one["answerable"][name] for one in single) / 2)
    assert sum(one["n"] for one in found["calibration"]["bins"]) == 2 * len(data.queries)


def test_shares_add_up() -> None:
    verdicts = ["answered", "answered", "clarification", "no_answer"]
    found = summary([Outcome(verdict, 0.5, at == 0) for at, verdict in enumerate(verdicts)], [])
    assert found["answerable"] == {
        "n": 4, "answered_correct": 0.25, "answered_wrong": 0.25, "clarified": 0.25, "abstained": 0.25,
    }  # fmt: skip


def test_the_draw_depends_on_the_seed_and_halves_the_queries() -> None:
    drawn = [{query for query in range(1000) if is_drawn(str(query), seed)} for seed in (1, 2)]
    assert drawn[0] != drawn[1]
    assert all(400 < len(half) < 600 for half in drawn)


@pytest.mark.parametrize(
    ("outcomes", "curve"),
    [
        pytest.param([(0.9, True), (0.5, False)], [[0.5, 0.0], [1.0, 0.5]], id="surest first"),
        pytest.param([(0.5, True), (0.5, False)], [[1.0, 0.5]], id="equals together"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_risk_coverage(outcomes: list[tuple[float, bool]], curve: list[list[float]]) -> None:
    assert risk_coverage([Outcome("answered", sure, right) for sure, right in outcomes]) == curve
