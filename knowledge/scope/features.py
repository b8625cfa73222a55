"""Hashed character n-grams and words: a fixed-width view of a short text that needs no vocabulary and no model."""

from collections.abc import Iterable
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.text.normalise import normalise
from knowledge.text.tokens import default_tokenizer

_HALF = 1 << 15
WIDTH = 2 * _HALF  # n-grams in the first half, words in the second
ORDERS = (1, 2, 3)
LONGEST = 500
_WORDS_SCALE = 0.7  # words say much of what n-grams say already

Columns = NDArray[np.int64]
Values = NDArray[np.float32]


def text_features(text: str) -> tuple[Columns, Values]:
    """Return the columns and values of a text: L2-normalised log counts of its 1- to 3-grams, and its words behind."""
    spelled = normalise(text).text.lower()[:LONGEST]
    padded = f"^{''.join(spelled.split())}$"
    grams, counts = _hashed(padded[i : i + n] for n in ORDERS for i in range(len(padded) - n + 1))
    words, present = _hashed(word for word in default_tokenizer().cut(spelled) if word.strip())
    values = np.concatenate([_unit(np.log1p(counts)), _unit(np.sign(present)) * _WORDS_SCALE])
    return np.concatenate([grams, words + _HALF]), values.astype(np.float32)


def _hashed(terms: Iterable[str]) -> tuple[Columns, NDArray[np.int64]]:
    hashes = [crc32(term.encode("utf-8", "replace")) % _HALF for term in terms]
    columns, counts = np.unique(np.array(hashes, np.int64), return_counts=True)
    return columns, counts


def _unit(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return values / max(float(np.linalg.norm(values)), 1e-9)
