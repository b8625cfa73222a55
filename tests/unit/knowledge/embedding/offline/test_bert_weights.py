import numpy as np
import pytest

from knowledge.embedding.offline.bert_weights import weights
from knowledge.embedding.offline.errors import SourceRejected
from knowledge.embedding.offline.packed_file import PackedFile
from tests.unit.knowledge.embedding.offline.synthetic_file import packed_file, tiny_network


def test_every_tensor_of_the_file_is_used_once() -> None:
    found = weights(PackedFile.parse(packed_file(tiny_network())))
    used = [int(values.flat[0]) for name, values in found.items() if not name.startswith("pooler.")]
    assert sorted(used) == list(range(len(tiny_network())))


@pytest.mark.parametrize(
    ("name", "short", "shape"),
    [
        pytest.param("embeddings.word_embeddings.weight", "emb.word", (8, 4), id="words"),
        pytest.param("encoder.layer.0.attention.self.key.weight", "l0.k.w", (4, 4), id="keys"),
        pytest.param("encoder.layer.0.intermediate.dense.weight", "l0.fi.w", (8, 4), id="outputs come first"),
        pytest.param("encoder.layer.0.output.dense.bias", "l0.fo.b", (4,), id="bias is as wide as the output"),
        pytest.param("encoder.layer.0.output.LayerNorm.weight", "l0.oln.w", (4,), id="norm after the feed-forward"),
    ],
)
def test_names_and_shapes(name: str, short: str, shape: tuple[int, ...]) -> None:
    found = weights(PackedFile.parse(packed_file(tiny_network())))[name]
    assert found.shape == shape
    assert np.all(found == list(tiny_network()).index(short))


def test_a_missing_tensor_is_refused() -> None:
    tensors = tiny_network()
    del tensors["l0.v.b"]
    with pytest.raises(SourceRejected, match=r"l0\.v\.b"):
        weights(PackedFile.parse(packed_file(tensors)))
