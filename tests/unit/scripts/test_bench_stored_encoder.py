from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge.embedding.encoder import Progress, Vectors
from knowledge.embedding.hashed import HashedEncoder
from knowledge.errors import Conflict
from scripts.bench.stored_encoder import StoredEncoder


class CountingEncoder(HashedEncoder):
    """Notes what it had to encode."""

    def __init__(self) -> None:
        super().__init__(16)
        self.encoded: list[str] = []

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.encoded += texts
        return super().encode_passages(texts, progress)


def test_a_passage_is_encoded_once_whatever_process_asks(tmp_path: Path) -> None:
    model = CountingEncoder()
    first = StoredEncoder(model, tmp_path / "b.db").encode_passages(["甲", "乙", "甲"])
    again = StoredEncoder(model, tmp_path / "b.db").encode_passages(["乙", "甲"])
    assert sorted(model.encoded) == ["乙", "甲"]
    assert np.array_equal(first[:2], again[::-1])


class TestVectorsFromElsewhere:
    def test_are_used(self, tmp_path: Path) -> None:
        model = CountingEncoder()
        encoder = StoredEncoder(model, tmp_path / "b.db")
        given = np.eye(16, dtype=np.float16)[:2]
        assert not encoder.knows(["甲", "乙"])
        encoder.remember(["甲", "乙"], given, model.name)
        assert encoder.knows(["甲", "乙"])
        assert np.array_equal(encoder.encode_passages(["乙", "甲"]), given[::-1])
        assert model.encoded == []

    def test_of_another_model_are_refused(self, tmp_path: Path) -> None:
        encoder = StoredEncoder(CountingEncoder(), tmp_path / "b.db")
        with pytest.raises(Conflict):
            encoder.remember(["甲"], np.eye(16, dtype=np.float16)[:1], "another/float32")
