"""Figures made of figures."""

import pytest

from knowledge.gate.judging import Never, Result, Verdict
from knowledge.gate.settings import Kind
from scripts.bench.figures import frozen, lead, means
from scripts.bench.targets import QUALITY, load_targets


def test_the_lead_is_over_the_best_peer() -> None:
    rankers = {
        "bm25": {"mrr@10": 0.5, "recall@10": 0.9},
        "dense": {"mrr@10": 0.6, "recall@10": 0.8},
        "yihaoda": {"mrr@10": 0.7, "recall@10": 0.85},
    }
    found = lead({"set": {"rankers": rankers}})["set"]
    assert found["mrr"] == pytest.approx(0.1)
    assert found["recall"] == pytest.approx(-0.05)


def test_means_are_of_the_sets_not_of_the_questions() -> None:
    def one(n: int, share: float) -> dict[str, object]:
        return {
            "answerable": {"n": n, "answered_wrong": share, "abstained": 0.0},
            "unanswerable": {"n": n, "answered": share},
            "calibration": {"expected_error": share, "bins": []},
        }

    assert means({"small": one(2, 0.2), "large": one(200, 0.0)})["answered_wrong"] == pytest.approx(0.1)


def test_frozen_questions_by_kind_and_field() -> None:
    def result(verdict: Verdict, *never: Never) -> Result:
        return Result("q", Kind.COVERED, "问", verdict, "answered", "", 0.5, field="养老保险", never=never)

    results = [
        result(Verdict.RIGHT), result(Verdict.RIGHT), result(Verdict.WRONG, Never.INVENTED), result(Verdict.SILENT),
    ]  # fmt: skip
    found = frozen(results, {"养老保险": "pension", "政务公开": "open-government"})
    assert found["precision"] == pytest.approx(2 / 3)
    assert found["answered_in_scope"] == pytest.approx(3 / 4)
    assert found["never"] == 1
    assert found["fields"] == {"pension": {"right": 2, "asked_back": 0, "silent": 1, "wrong": 1}}


def test_every_quality_target_has_one_limit() -> None:
    targets = load_targets(QUALITY)
    assert len({target.figure for target in targets}) == len(targets)
    assert all((target.at_most is None) != (target.at_least is None) for target in targets)
