import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.fusion import reciprocal_ranks
from knowledge.search.ranker import load_ranker
from knowledge.search.settings import search_settings

rankings = st.lists(st.lists(st.integers(0, 20), unique=True, max_size=10), max_size=4)


class TestReciprocalRanks:
    def test_known_values(self) -> None:
        scores = reciprocal_ranks([np.array([7, 3]), np.array([3])])
        assert scores == {7: pytest.approx(1 / 61), 3: pytest.approx(1 / 62 + 1 / 61)}

    @given(rows=rankings)
    def test_do_not_depend_on_the_order_of_rankings(self, rows: list[list[int]]) -> None:
        arrays = [np.array(row, np.int64) for row in rows]
        assert reciprocal_ranks(arrays) == pytest.approx(reciprocal_ranks(arrays[::-1]))


def test_an_exact_question_outweighs_everything_else() -> None:
    settings = search_settings()
    ranker = load_ranker()
    heaviest = max(sum(ranker.words.values()), sum(ranker.meaning.values()))
    others = heaviest * np.sqrt(5 * settings.candidates) + settings.negative_demotion
    others += settings.question.weight * (1 - settings.question.above)
    assert settings.plain["question_exact"] > others
