"""Rasa's own environment runs this model too; the arithmetic is the same under both Pythons."""

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bot.components.logistic import Floats, LogisticModel, LogisticSettings

SETTINGS = LogisticSettings(c=10.0, dense_weight=1.0, sparse_weight=1.0, temperature=1.0)
LABELS = ["ask", "ask", "thank", "thank", "greet", "greet"]
DENSE: Floats = np.repeat(np.eye(3, dtype=np.float32), 2, axis=0)
SPARSE = csr_matrix(np.repeat(np.eye(3, dtype=np.float32) * 4, 2, axis=0))


@pytest.fixture
def model() -> LogisticModel:
    return LogisticModel.fit(DENSE, SPARSE, LABELS, SETTINGS)


class TestFit:
    def test_separable_rows_get_their_labels(self, model: LogisticModel) -> None:
        likeliest = model.probabilities(DENSE, SPARSE).argmax(axis=1)
        assert [model.labels[index] for index in likeliest] == LABELS

    def test_twice_the_same(self, model: LogisticModel) -> None:
        again = LogisticModel.fit(DENSE, SPARSE, LABELS, SETTINGS)
        np.testing.assert_array_equal(model.weights, again.weights)


class TestProbabilities:
    def test_rows_add_up_to_one(self, model: LogisticModel) -> None:
        np.testing.assert_allclose(model.probabilities(DENSE, SPARSE).sum(axis=1), 1.0, rtol=1e-5)

    def test_a_row_without_known_words_is_finite(self, model: LogisticModel) -> None:
        shares = model.probabilities(np.zeros((1, 3), dtype=np.float32), csr_matrix((1, 3), dtype=np.float32))
        assert np.isfinite(shares).all()

    @pytest.mark.parametrize(("temperature", "sharper"), [(0.5, True), (2.0, False)], ids=["cold", "hot"])
    def test_temperature_changes_confidence_not_order(
        self, model: LogisticModel, tmp_path: Path, temperature: float, sharper: bool
    ) -> None:
        model.save(tmp_path / "intents.npz")
        settings = LogisticSettings(c=10.0, dense_weight=1.0, sparse_weight=1.0, temperature=temperature)
        other = LogisticModel.load(tmp_path / "intents.npz", settings)
        before, after = model.probabilities(DENSE, SPARSE), other.probabilities(DENSE, SPARSE)
        np.testing.assert_array_equal(before.argmax(axis=1), after.argmax(axis=1))
        assert (after.max() > before.max()) is np.bool_(sharper)


class TestStorage:
    def test_loads_what_it_saved(self, model: LogisticModel, tmp_path: Path) -> None:
        model.save(tmp_path / "intents.npz")
        loaded = LogisticModel.load(tmp_path / "intents.npz", SETTINGS)
        assert loaded.labels == model.labels
        np.testing.assert_array_equal(loaded.probabilities(DENSE, SPARSE), model.probabilities(DENSE, SPARSE))

    def test_refuses_pickled_objects(self, tmp_path: Path) -> None:
        np.savez(tmp_path / "intents.npz", labels=np.array([{}], dtype=object), weights=0, bias=0, centre=0)
        with pytest.raises(ValueError, match="pickle"):
            LogisticModel.load(tmp_path / "intents.npz", SETTINGS)
