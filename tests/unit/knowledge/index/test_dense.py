from types import SimpleNamespace

import faiss
import numpy as np
import pytest

from knowledge.index import dense
from knowledge.index.dense import VectorField, choose_index
from knowledge.index.settings import index_settings

DIMENSION = 16


@pytest.fixture
def counts() -> np.typing.NDArray[np.int64]:
    return np.random.default_rng(1).integers(0, 4, 60)


@pytest.fixture
def field(counts: np.typing.NDArray[np.int64]) -> VectorField:
    vectors = np.random.default_rng(2).normal(size=(counts.sum(), DIMENSION)).astype(np.float32)
    return VectorField.build(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), counts)


QUERY = np.eye(DIMENSION, dtype=np.float32)[0]


@pytest.mark.parametrize(
    ("count", "kind"),
    [
        pytest.param(index_settings().dense.exact_up_to, faiss.IndexScalarQuantizer, id="exact while fast"),
        pytest.param(index_settings().dense.exact_up_to + 1, faiss.IndexIVFScalarQuantizer, id="approximate above"),
    ],
)
def test_choose_index(count: int, kind: type[faiss.Index]) -> None:
    assert isinstance(choose_index(count, DIMENSION), kind)


class TestVectorField:
    def test_top_is_the_exact_order_inside_the_mask(self, field: VectorField) -> None:
        mask = np.random.default_rng(3).random(60) < 0.5
        rows, similarities = field.top(QUERY, 10, mask)
        inside = mask[field.owners]
        exact = np.sort((field.vectors.astype(np.float32) @ QUERY)[inside])[::-1][:10]
        np.testing.assert_allclose(similarities, exact, atol=1e-5)
        assert mask[rows].all()

    def test_approximate_search_keeps_to_the_mask(self, field: VectorField, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(
            dense, "index_settings", lambda: SimpleNamespace(dense=SimpleNamespace(exact_up_to=1, probes=99))
        )
        mask = np.arange(60) % 3 == 0
        rows, similarities = field.top(QUERY, 10, mask)
        exact = np.sort((field.vectors.astype(np.float32) @ QUERY)[mask[field.owners]])[::-1][:10]
        assert mask[rows].all()
        np.testing.assert_allclose(similarities, exact, atol=1e-3)

    def test_best_of_each_row(self, field: VectorField, counts: np.typing.NDArray[np.int64]) -> None:
        rows = np.array([5, 0, 59, 17, 30])
        scores = field.vectors.astype(np.float32) @ QUERY
        expected = [max(scores[field.offsets[row] : field.offsets[row + 1]], default=-1) for row in rows]
        np.testing.assert_allclose(field.best(QUERY, rows), expected, atol=1e-6)
        assert (counts == 0).any()

    @pytest.mark.parametrize("mask", [np.zeros(60, np.bool_)], ids=["nothing allowed"])
    def test_nothing_to_find(self, field: VectorField, mask: np.typing.NDArray[np.bool_]) -> None:
        assert len(field.top(QUERY, 5, mask)[0]) == 0
