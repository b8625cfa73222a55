"""Questions as they are compared: one spelling, and the letters they are read with (汉语拼音)."""

from collections.abc import Sequence

from knowledge.text.normalise import normalise
from knowledge.text.sounds import syllable_table


def folded(text: str) -> str:
    """Return a text without spaces and marks, in simplified characters of one width and lower case."""
    return "".join(filter(str.isalnum, normalise(text).text.lower()))


def spelt(text: str) -> Sequence[str]:
    """Return how each character of a folded text is typed in pinyin; what has no reading is typed as it is."""
    return [letters or char for letters, char in zip(syllable_table().spellings(text), text, strict=True)]


def is_letters(text: str) -> bool:
    """Whether a folded text may be pinyin."""
    return text.isascii() and text.isalpha()
