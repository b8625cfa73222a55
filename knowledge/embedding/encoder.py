"""The port to an embedding model."""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""One L2-normalised row a text: shape ``(n, dimension)``."""

Progress = Callable[[int, int], None]
"""Called with how many texts are done, and of how many."""


class Encoder(Protocol):
    """Turns questions and passages into vectors whose inner product is their likeness."""

    @property
    def name(self) -> str:
        """Fingerprint of model and precision: vectors of equal names may be stored and compared together."""

    @property
    def family(self) -> str:
        """Fingerprint of the weights alone: vectors of one family agree to cosine 0.999 whatever engine made them."""

    @property
    def dimension(self) -> int:
        """Width of a vector."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode what people ask."""

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Encode what is searched, in the order given."""
