"""Whether two wordings say the same: white space, punctuation and greetings do not count, numbers and their marks do."""

import re
from unicodedata import category, normalize

_GREETING = re.compile(r"^(?:您好|你好)[，,。！!、\s]*")
_SENTENCES = re.compile(r"[。！？；!?;\n]+")
_MARKS_OF_NUMBERS = frozenset("%‰℃°+-~/:.")
_BETWEEN_DIGITS = frozenset("-~/:.")


def substance(text: str) -> str:
    """Return what is left of a text without white space and punctuation."""
    folded = normalize("NFKC", text).casefold()
    return "".join(char for at, char in enumerate(folded) if _counts(folded, at))


def says_the_same(words: str, *answers: str) -> bool:
    """Whether everything said stands in one of the answers, sentence by sentence; a sentence may be left out, no part of one."""
    known = {substance(sentence) for answer in answers for sentence in _SENTENCES.split(answer)}
    said = {substance(sentence) for sentence in _SENTENCES.split(_GREETING.sub("", words.strip()))}
    return any(substance(_GREETING.sub("", words.strip())) == substance(answer) for answer in answers) or said <= {
        *known,
        "",
    }


def _counts(text: str, at: int) -> bool:
    char = text[at]
    if char in _BETWEEN_DIGITS:
        return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()
    return char in _MARKS_OF_NUMBERS or category(char)[0] not in "PZC"
