"""A document while its parts are being recognised."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from knowledge.documents.healing import Paragraph
from knowledge.documents.markers import marker_of
from knowledge.documents.model import Role

_SENTENCE = re.compile(r"[。；，;]|[：:]$")
_NAME_LENGTH = 60


@dataclass(slots=True)
class Draft:
    """The paragraphs and what each has been recognised as so far; ``None`` is not yet."""

    paragraphs: tuple[Paragraph, ...]
    roles: list[Role | None] = field(init=False)

    def __post_init__(self) -> None:
        self.roles = [None] * len(self.paragraphs)

    def __len__(self) -> int:
        return len(self.paragraphs)

    def text(self, index: int) -> str:
        """Return the text of a paragraph."""
        return self.paragraphs[index].text

    def mark(self, indices: Iterable[int], role: Role) -> None:
        """Settle the role of paragraphs."""
        for index in indices:
            self.roles[index] = role

    def open(self, start: int = 0) -> Iterator[int]:
        """Yield the paragraphs from ``start`` that nothing has claimed yet."""
        return (index for index in range(start, len(self)) if self.roles[index] is None)

    def with_role(self, role: Role) -> tuple[int, ...]:
        """Return the paragraphs that have ``role``."""
        return tuple(index for index, given in enumerate(self.roles) if given is role)

    def is_name(self, index: int) -> bool:
        """Whether a paragraph reads as a name or a title: short, no sentence, no number before it, no table row."""
        paragraph = self.paragraphs[index]
        return (
            len(paragraph.text) <= _NAME_LENGTH
            and not (paragraph.fixed and not paragraph.heading)
            and not _SENTENCE.search(paragraph.text)
            and marker_of(paragraph.text) is None
        )
