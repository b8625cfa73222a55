"""The tensors of the packed file under the names that BERT's implementation gives them."""

from collections.abc import Iterator
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.offline.packed_file import Dimensions, PackedFile

Weights = dict[str, NDArray[np.float32]]


def weights(file: PackedFile) -> Weights:
    """Return every weight of the network by its name in ``transformers``' ``BertModel``."""
    layers = (_layer(file, layer) for layer in range(file.dimensions.layers))
    return _embeddings(file) | dict(chain.from_iterable(layers)) | _pooler(file.dimensions)


def _embeddings(file: PackedFile) -> Weights:
    size = file.dimensions
    return {
        "embeddings.word_embeddings.weight": file.tensor("emb.word", size.vocabulary, size.hidden),
        "embeddings.position_embeddings.weight": file.tensor("emb.pos", size.positions, size.hidden),
        "embeddings.token_type_embeddings.weight": file.tensor("emb.type", size.token_types, size.hidden),
        "embeddings.LayerNorm.weight": file.tensor("emb.ln.w", size.hidden),
        "embeddings.LayerNorm.bias": file.tensor("emb.ln.b", size.hidden),
    }


def _pooler(size: Dimensions) -> Weights:
    """Return zeros: BERT's classifier head, which a mean-pooled model never reads but ``BertModel`` expects."""
    shapes = {"pooler.dense.weight": (size.hidden, size.hidden), "pooler.dense.bias": (size.hidden,)}
    return {name: np.zeros(shape, np.float32) for name, shape in shapes.items()}


def _layer(file: PackedFile, layer: int) -> Iterator[tuple[str, NDArray[np.float32]]]:
    for short, (name, shape) in _maps(file.dimensions).items():
        prefix = f"encoder.layer.{layer}.{name}"
        yield f"{prefix}.weight", file.tensor(f"l{layer}.{short}.w", *shape)
        yield f"{prefix}.bias", file.tensor(f"l{layer}.{short}.b", shape[0])


def _maps(size: Dimensions) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Return what a layer consists of: name in the file → name in BERT and shape, outputs first."""
    hidden, wide = size.hidden, size.feed_forward
    return {
        "q": ("attention.self.query", (hidden, hidden)),
        "k": ("attention.self.key", (hidden, hidden)),
        "v": ("attention.self.value", (hidden, hidden)),
        "ao": ("attention.output.dense", (hidden, hidden)),
        "aln": ("attention.output.LayerNorm", (hidden,)),
        "fi": ("intermediate.dense", (wide, hidden)),
        "fo": ("output.dense", (hidden, wide)),
        "oln": ("output.LayerNorm", (hidden,)),
    }
