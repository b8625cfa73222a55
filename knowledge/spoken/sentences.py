"""A text in sentences, and how long they are for who listens."""

import re
import unicodedata

_SENTENCE = re.compile(r"[^。！？]*[。！？]+|[^。！？]+")


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text that is ready to be read aloud; together they are the text."""
    return [found for found in _SENTENCE.findall(text) if found.strip()]


def is_whole(sentence: str) -> bool:
    """Whether a sentence has its end."""
    return sentence.endswith(("。", "！", "？"))


def heard(text: str) -> int:
    """Return how many characters of a text are heard: letters and numerals, no pauses."""
    return sum(unicodedata.category(char)[0] in "LN" for char in text)
