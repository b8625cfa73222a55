"""Reliability bins and their error."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evaluation.calibration import BINS, Bin, calibration_error, reliability

OUTCOMES = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=200)


def test_a_confidence_that_is_right_has_no_error() -> None:
    confidences = [0.2] * 10 + [0.8] * 10
    correct = [True] * 2 + [False] * 8 + [True] * 8 + [False] * 2
    assert calibration_error(reliability(confidences, correct, 2)) == pytest.approx(0)


def test_boasting_is_an_error() -> None:
    assert calibration_error(reliability([0.9] * 10, [True] * 5 + [False] * 5, 1)) == pytest.approx(0.4)


def test_bins_are_of_equal_mass_and_in_order() -> None:
    found = reliability([n / 100 for n in range(100)], [n % 2 == 0 for n in range(100)])
    assert [b.n for b in found] == [10] * BINS
    assert all(low.confidence < high.confidence for low, high in pairwise(found))


def test_errors_are_weighted_by_mass() -> None:
    assert calibration_error([Bin(3, 0.5, 0.5), Bin(1, 1.0, 0.0)]) == pytest.approx(0.25)


def test_fewer_questions_than_bins() -> None:
    assert [b.n for b in reliability([0.1, 0.9], [False, True])] == [1, 1]
    assert reliability([], []) == []
    assert calibration_error([]) == 0


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="zip"):
        reliability([0.5], [])


@given(OUTCOMES, st.integers(1, 20))
def test_no_question_is_lost_and_the_error_is_a_share(outcomes: list[tuple[float, bool]], bins: int) -> None:
    found = reliability([c for c, _ in outcomes], [right for _, right in outcomes], bins)
    assert sum(b.n for b in found) == len(outcomes)
    assert 0 <= calibration_error(found) <= 1
    if found:
        sizes = [b.n for b in found]
        assert max(sizes) - min(sizes) <= 1
