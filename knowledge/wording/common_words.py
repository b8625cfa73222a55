"""Common words by their letters, from the dictionary that jieba ships with its frequencies."""

import warnings
from collections.abc import Sequence
from functools import cache

from knowledge.text.sounds import syllable_table

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", "pkg_resources is deprecated", UserWarning)
    import jieba

COMMON_FROM = 60
"""How often jieba's corpus has a word at least; rarer ones are mostly names."""

COMMON_ALONE_FROM = 3000
LONGEST = 4


@cache
def common_words() -> tuple[str, ...]:
    """Return the words, the most frequent first, one of every sound."""
    found: dict[bytes, str] = {}
    for _, word in sorted(_entries(), key=lambda entry: -entry[0]):
        if len(word) > 1:
            found.setdefault(syllable_table().of(word).tobytes(), word)
    return tuple(found.values())


@cache
def common_characters() -> frozenset[str]:
    """Return the characters that are often words of their own."""
    return frozenset(word for frequency, word in _entries() if len(word) == 1 and frequency >= COMMON_ALONE_FROM)


@cache
def _entries() -> Sequence[tuple[int, str]]:
    with jieba.Tokenizer().get_dict_file() as file:
        lines = (line.split(" ", 2) for line in file.read().decode("utf-8").splitlines())
        return [(int(count), word) for word, count, _ in lines if len(word) <= LONGEST and int(count) >= COMMON_FROM]
