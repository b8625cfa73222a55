from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from knowledge.search.features import Feature
from knowledge.search.ranker import Gate, LinearRanker, load_ranker

GATE = Gate(feature=Feature.COVERAGE_PAIRS, middle=0.4, width=0.08)
RANKER = LinearRanker(version="t", gate=GATE, words={Feature.BM25_BIGRAMS: 2.0}, meaning={Feature.DENSE_TEXT: 3.0})


def features(best_coverage: float) -> dict[Feature, np.ndarray]:
    return {
        Feature.COVERAGE_PAIRS: np.array([best_coverage, 0.0], np.float32),
        Feature.BM25_BIGRAMS: np.array([4.0, 1.0], np.float32),
        Feature.DENSE_TEXT: np.array([0.8, 0.9], np.float32),
    }


class TestGate:
    def test_half_in_the_middle(self) -> None:
        assert GATE.trust(features(0.4)) == pytest.approx(0.5)

    @given(shares=st.lists(st.floats(0, 1), min_size=2, max_size=2))
    def test_the_more_is_held_the_more_words_are_trusted(self, shares: list[float]) -> None:
        low, high = sorted(shares)
        assert 0 <= GATE.trust(features(low)) <= GATE.trust(features(high)) <= 1

    def test_without_candidates_meaning_is_trusted(self) -> None:
        assert GATE.trust({Feature.COVERAGE_PAIRS: np.empty(0, np.float32)}) < 0.5


class TestLinearRanker:
    def test_words_decide_where_a_candidate_holds_the_question(self) -> None:
        parts = RANKER.contributions(features(0.95))
        total = np.sum(list(parts.values()), axis=0)
        assert total[0] > total[1]

    def test_meaning_decides_where_none_does(self) -> None:
        parts = RANKER.contributions(features(0.05))
        total = np.sum(list(parts.values()), axis=0)
        assert total[1] > total[0]

    def test_contributions_are_weight_times_standardised_feature(self) -> None:
        parts = RANKER.contributions(features(0.4))
        assert parts[Feature.BM25_BIGRAMS].tolist() == pytest.approx([1.0, -1.0], abs=1e-4)
        assert parts[Feature.DENSE_TEXT].tolist() == pytest.approx([-1.5, 1.5], abs=1e-3)

    def test_shipped_weights_name_known_features_and_none_is_negative(self) -> None:
        shipped = load_ranker()
        assert set(shipped.words) == set(shipped.meaning)
        assert min(*shipped.words.values(), *shipped.meaning.values()) >= 0

    def test_an_unknown_feature_is_refused(self, tmp_path: Path) -> None:
        file = tmp_path / "ranker.yml"
        file.write_text(
            "version: x\ngate: {feature: title, middle: 0, width: 1}\nwords: {luck: 1}\nmeaning: {}\n", "utf-8"
        )
        with pytest.raises(ValidationError, match="luck"):
            load_ranker(file)
