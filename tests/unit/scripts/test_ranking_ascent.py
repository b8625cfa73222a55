import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.ranking.ascent import Lists, averaged_climb, climb

QUESTIONS = st.lists(
    st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3), st.booleans()), min_size=1, max_size=14),
    min_size=1,
    max_size=6,
)


def lists_of(questions: list[list[tuple[int, int, bool]]]) -> Lists:
    rows = [row for question in questions for row in question]
    return Lists(
        np.array([row[:2] for row in rows], np.float32),
        np.array([row[2] for row in rows]),
        np.array([len(question) for question in questions]),
    )


def plain_mrr(questions: list[list[tuple[int, int, bool]]], weights: tuple[float, float]) -> float:
    total = 0.0
    for question in questions:
        scored = [(a * weights[0] + b * weights[1], right) for a, b, right in question]
        best = max((score for score, right in scored if right), default=None)
        rank = 99 if best is None else 1 + sum(score > best for score, _ in scored)
        total += 1 / rank if rank <= 10 else 0
    return total / len(questions)


class TestFigures:
    @given(questions=QUESTIONS, first=st.integers(0, 4), second=st.integers(0, 4))
    def test_equal_the_plain_computation(
        self, questions: list[list[tuple[int, int, bool]]], first: int, second: int
    ) -> None:
        lists = lists_of(questions)
        found = lists.figures(lists.values @ np.array([first, second], np.float32))
        assert found["mrr"] == pytest.approx(plain_mrr(questions, (first, second)))
        assert found["hits"] >= found["mrr"] - 1e-9


class TestClimb:
    @settings(max_examples=30)
    @given(questions=QUESTIONS)
    def test_never_ends_lower_than_it_began_and_never_below_zero(
        self, questions: list[list[tuple[int, int, bool]]]
    ) -> None:
        lists = lists_of(questions)
        weights = climb({"s": lists}, {"s": 1.0}, [0.5, 0.5], hits_count=0.0)
        before, after = (lists.figures(lists.values @ np.asarray(w, np.float32)) for w in ([0.5, 0.5], weights))
        assert after["mrr"] >= before["mrr"] - 1e-9
        assert weights.min() >= 0

    def test_finds_the_column_that_tells(self) -> None:
        questions = [[(1, 0, True), (0, 3, False)], [(2, -1, True), (0, 3, False), (1, 2, False)]]
        weights = climb({"s": lists_of(questions)}, {"s": 1.0}, [0.5, 0.5], hits_count=0.0)
        assert plain_mrr(questions, (float(weights[0]), float(weights[1]))) == 1

    def test_averaged_is_the_same_every_time(self) -> None:
        questions = [[(n, -n, True), (0, 0, False), (1, 1, False)] for n in range(3)] * 5
        runs = [
            averaged_climb({"s": lists_of(questions)}, {"s": 1.0}, [0.5, 0.5], hits_count=0.3).tolist() for _ in "12"
        ]
        assert runs[0] == runs[1]
