"""Cuts a text into messages of a limited size, where a reader would: never inside a link, a 文号, a number or a character."""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import accumulate

import regex

from knowledge.text.document_number import find_all

LEAST = 4  # the bytes of the longest code point
_WHOLE = regex.compile(
    r"""(?ix)
      (?:https?://|www\.)[!-~]+                                   # a link
    | [a-z0-9._%+\-]+@[a-z0-9.\-]+                                # an address
    | [〔\[［(（【]\s?\d{4}\s?年?\s?[〕\]］)）】]\s?第?\s?\d+\s?号     # what is left of a 文号 whose office is unusual
    | [（(\[〔]?\s?第\s?\d+\s?号\s?[）)\]〕]?                        # （第711号）
    | 第[〇零一二三四五六七八九十百千\d]+(?:条|款|项|章|节)(?:之[一二三四五六七八九十]+)?
    | \d+年(?:\d+月(?:\d+日)?)?
    | [（(]0\d{2,3}[）)]\s?\d{7,8} | 0\d{2,3}\s\d{7,8}             # a phone number with its area
    | \+?\d(?:[\d\-.,]*\d)?(?:转\d+)?                             # any other number
    """
)
_ENDS = regex.compile(
    r"(?P<paragraph>\n[ \t]*\n)|(?P<line>\n)|(?P<sentence>[。！？!?…；;]+[”’」』）)】》]*)|(?P<phrase>[，、,：: \t]+)"
)
_CHARACTER = regex.compile(r"\X")


class _Cut(IntEnum):
    """How good a place is to cut at."""

    IN_CHARACTER = 0
    IN_WHOLE = 1
    ANYWHERE = 2
    PHRASE = 3
    SENTENCE = 4
    LINE = 5
    PARAGRAPH = 6


def split(text: str, limit: int) -> list[str]:
    """Return the parts of a text, none longer than ``limit`` bytes of UTF-8; joined they are the text again.

    What is longer than a message by itself is cut between characters, a character as long as that between code points.

    Raises:
        ValueError: ``limit`` cannot hold every code point.
    """
    if limit < LEAST:
        raise ValueError(f"a message of {limit} bytes cannot hold every character")
    ends = [0, *accumulate(len(char.encode("utf-8", "surrogatepass")) for char in text)]
    if ends[-1] <= limit:
        return [text] if text else []
    return [text[start:end] for start, end in _spans(_cuts(text), ends, limit)]


def _spans(cuts: Sequence[_Cut], ends: Sequence[int], limit: int) -> Iterator[tuple[int, int]]:
    start, last = 0, len(ends) - 1
    while ends[last] - ends[start] > limit:
        furthest = start + 1
        while ends[furthest + 1] - ends[start] <= limit:
            furthest += 1
        end = _best(cuts, start, furthest)
        yield start, end
        start = end
    yield start, last


def _best(cuts: Sequence[_Cut], start: int, furthest: int) -> int:
    """Return the best place in the later half of what fits, or else the last one anywhere that breaks the least."""
    middle = start + (furthest - start) // 2
    good = max(range(middle + 1, furthest + 1), key=lambda place: (cuts[place], place))
    if cuts[good] >= _Cut.ANYWHERE:
        return good
    return max(range(start + 1, furthest + 1), key=lambda place: (min(cuts[place], _Cut.ANYWHERE), place))


def _cuts(text: str) -> list[_Cut]:
    """Return how good it is to cut before each character of the text, and after the last."""
    cuts = [_Cut.ANYWHERE] * (len(text) + 1)
    for found in _ENDS.finditer(text):
        cuts[found.end()] = _Cut[str(found.lastgroup).upper()]
    for start, end in _wholes(text):
        cuts[start + 1 : end] = [_Cut.IN_WHOLE] * (end - start - 1)
    for found in _CHARACTER.finditer(text):
        inside = found.end() - found.start() - 1
        if inside:
            cuts[found.start() + 1 : found.end()] = [_Cut.IN_CHARACTER] * inside
    return cuts


def _wholes(text: str) -> Iterator[tuple[int, int]]:
    for number in find_all(text):
        yield number.start, number.end
    for found in _WHOLE.finditer(text):
        yield found.start(), found.end()
