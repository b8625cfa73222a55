import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.standardise import standardise


class TestStandardise:
    @given(values=st.lists(st.integers(-1000, 1000), min_size=2, max_size=30))
    def test_mean_zero_and_order_kept(self, values: list[int]) -> None:
        scores = standardise(np.array(values, np.float32))
        assert float(scores.mean()) == pytest.approx(0, abs=1e-3)
        assert np.all(np.diff(scores[np.argsort(values, kind="stable")]) >= 0)

    @pytest.mark.parametrize("values", [[], [3.0], [2.0, 2.0]], ids=["none", "one", "alike"])
    def test_without_spread_is_zero(self, values: list[float]) -> None:
        assert not standardise(np.array(values, np.float32)).any()
