"""Cutting a long clause, such as a table under an attachment, into passages that a person can read."""

import re

LONGEST = 900  # characters; an article of a law has about 100, one in a thousand more than this
_SENTENCE = re.compile(r"[^。；\n]*[。；\n]?")


def pieces(text: str, longest: int = LONGEST) -> list[str]:
    """Return the text in pieces of at most ``longest`` characters, cut behind a line or a sentence where there is one.

    Joined, the pieces are the text again.
    """
    if len(text) <= longest:
        return [text]
    cut: list[str] = [""]
    for sentence in _SENTENCE.findall(text):
        if cut[-1] and len(cut[-1]) + len(sentence) > longest:
            cut.append("")
        for start in range(0, len(sentence), longest):
            if start:
                cut.append("")
            cut[-1] += sentence[start : start + longest]
    return [piece for piece in cut if piece]
