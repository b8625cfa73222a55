"""Plain text."""

from knowledge.documents.readers.encoding import decode
from knowledge.documents.readers.port import RawLine, RawText


class TextReader:
    """Reads plain text, as exported, scanned or copied from a page."""

    suffixes = frozenset({".txt", ".text"})

    def read(self, data: bytes, name: str) -> RawText:
        """Read every line; a row of a table (cells parted by bars or tabs) stays a line of its own."""
        return from_text(decode(data, name))


def from_text(text: str) -> RawText:
    """Return the lines of a text that is decoded already."""
    return RawText(
        tuple(RawLine(line.strip(), fixed=" | " in line or "\t" in line.strip()) for line in text.split("\n"))
    )
