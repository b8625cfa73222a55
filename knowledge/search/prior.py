"""How much a passage looks like one that answers anything: a learned direction in the space of the embedding model.

Preambles, lists of members and closing formulas lie near many questions and answer none. The direction is made by
``python -m scripts.ranking.prior`` and means nothing to another model.
"""

from functools import cache
from pathlib import Path

import numpy as np

from knowledge.embedding.encoder import Vectors

FILE = Path(__file__).with_name("prior.npz")


@cache
def passage_prior(family: str, path: Path = FILE) -> Vectors | None:
    """Return the direction, shape ``(dimension,)``, or nothing where it was made for another family of models."""
    with np.load(path, allow_pickle=False) as data:
        return data["direction"].astype(np.float32) if str(data["family"]) == family else None
