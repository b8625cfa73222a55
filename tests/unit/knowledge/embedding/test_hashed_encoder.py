import numpy as np
import pytest

from knowledge.embedding.hashed import HashedEncoder
from tests.unit.knowledge.embedding.encoder_conformance import EncoderConformance


class TestHashedEncoder(EncoderConformance):
    @pytest.fixture
    def encoder(self) -> HashedEncoder:
        return HashedEncoder()

    def test_vectors_do_not_change_between_runs(self) -> None:
        counts = np.array([1, 0, 1, 1, 3, 1, 2, 0])
        vector = HashedEncoder(dimension=8).encode_queries(["公交"])[0]
        np.testing.assert_allclose(vector, counts / np.linalg.norm(counts), rtol=1e-6)
