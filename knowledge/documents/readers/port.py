"""The port that every file format implements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from knowledge.documents.model import Finding, MetadataField


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line as it was read. ``heading`` is the level the format declares (``<h2>`` is 2), 0 where it declares none.

    ``fixed`` lines (table rows, declared headings) are never joined with a neighbour.
    """

    text: str
    heading: int = 0
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the text, such as one to an attachment."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class RawText:
    """What a reader gives: the lines, empty ones included, and what the file says about itself.

    ``declared`` is what the file says outside its text, such as in the meta tags of a page; ``findings`` what the
    reader left out or doubts, with the line it would stand at.
    """

    lines: tuple[RawLine, ...]
    title: str = ""
    links: tuple[Link, ...] = ()
    declared: Mapping[MetadataField, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


class DocumentReader(Protocol):
    """Reads one family of file formats."""

    @property
    def suffixes(self) -> Iterable[str]:
        """The suffixes it reads, lower case, with the dot."""
        ...

    def read(self, data: bytes, name: str) -> RawText:
        """Read a file.

        Raises:
            UnreadableDocument: the bytes are not of this format.
        """
        ...
