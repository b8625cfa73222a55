"""A text character for character in one spelling, so that positions in it are positions in the original."""

import unicodedata
from functools import lru_cache

from knowledge.text.normalise import to_simplified


def plain(text: str) -> str:
    """Return simplified characters of ordinary width and lower-case letters, as many as there were."""
    return to_simplified("".join(map(_plain_character, text)))


@lru_cache(maxsize=1 << 13)
def _plain_character(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char).lower()
    return folded if len(folded) == 1 else char
