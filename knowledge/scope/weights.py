"""The weights of the judge: two linear heads over the text, and the same two over the text and its vector."""

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.encoder import Vectors
from knowledge.scope.features import WIDTH

DEFAULT = Path(__file__).with_name("weights.npz")
HEADS = 2  # in scope or not; between private persons or with the government
Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ScopeWeights:
    """Weights of logits, one row a head.

    ``texts`` ``(2, WIDTH)`` and ``bias`` ``(2,)`` judge by the words alone. ``joint_texts``, ``vectors``
    ``(2, dimension)`` and ``joint_bias`` judge by words and vector; the vector comes from a model of ``family``, has
    ``centre`` ``(dimension,)`` taken off and is brought to length 1.
    """

    texts: Weights
    bias: Weights
    joint_texts: Weights
    vectors: Weights
    joint_bias: Weights
    centre: Weights
    family: str

    @classmethod
    def load(cls, path: Path = DEFAULT) -> "ScopeWeights":
        """Read the weights.

        Raises:
            ValueError: they were made for another width.
        """
        with np.load(path, allow_pickle=False) as data:
            arrays = {name: data[name].astype(np.float32) for name in cls._arrays()}
            family = str(data["family"])
        for name in ("texts", "joint_texts"):
            if arrays[name].shape != (HEADS, WIDTH):
                raise ValueError(f"{path}: {name} is {arrays[name].shape}, expected {(HEADS, WIDTH)}")
        return cls(**arrays, family=family)

    def save(self, path: Path = DEFAULT) -> None:
        """Write the weights in half precision: they are data in the tree."""
        arrays = {name: getattr(self, name).astype(np.float16) for name in self._arrays()}
        np.savez_compressed(path, family=np.array(self.family), **arrays)

    @classmethod
    def _arrays(cls) -> tuple[str, ...]:
        return tuple(field.name for field in fields(cls) if field.name != "family")


def centred(vectors: Vectors, centre: Weights) -> Vectors:
    """Take off what all questions share, and bring the rest to length 1; shape ``(n, dimension)`` stays."""
    shifted = vectors - centre
    lengths = np.linalg.norm(shifted, axis=-1, keepdims=True)
    rows: Vectors = (shifted / np.maximum(lengths, 1e-9)).astype(np.float32)
    return rows
