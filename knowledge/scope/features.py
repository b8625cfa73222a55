"""Hashed character n-grams: a fixed-width view of a short text that needs no vocabulary and no model."""

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.text.normalise import normalise

WIDTH = 1 << 15
ORDERS = (1, 2, 3)


def ngram_features(text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return the columns and L2-normalised log counts of the text's character 1- to 3-grams."""
    padded = f"^{''.join(normalise(text).text.lower().split())[:500]}$"
    grams = [padded[i : i + n] for n in ORDERS for i in range(len(padded) - n + 1)]
    columns, counts = np.unique([crc32(gram.encode()) % WIDTH for gram in grams], return_counts=True)
    values = np.log1p(counts).astype(np.float32)
    return columns.astype(np.int64), values / np.linalg.norm(values)
