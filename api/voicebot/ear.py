"""What texts have to go through before they are read aloud, as far as this dialogue needs it."""

import re
from typing import Protocol

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")
_UNSPOKEN = re.compile(r"https?://\S+|[〔〕()（）\[\]【】《》]")


class Ear(Protocol):
    """Makes texts fit for the ear."""

    def aloud(self, text: str) -> str:
        """Return a text as it is read aloud: numbers in words."""

    def for_ear(self, spoken: str, limit: int) -> str:
        """Return the most important whole sentences, of at most ``limit`` hanzi, as they are read aloud."""


class PlainEar:
    """Reads numbers digit by digit and cuts after whole sentences: enough where nothing better is at hand."""

    def aloud(self, text: str) -> str:
        """Return the text without addresses and brackets, its digits in Chinese."""
        return _UNSPOKEN.sub("", text).translate(_DIGITS).strip()

    def for_ear(self, spoken: str, limit: int) -> str:
        """Return the first sentences; the very first is cut where it alone is too long."""
        kept = ""
        for found in _SENTENCE.finditer(self.aloud(spoken)):
            sentence = found[0].strip()
            if kept and len(kept) + len(sentence) > limit:
                break
            kept += sentence
        return kept[:limit]
