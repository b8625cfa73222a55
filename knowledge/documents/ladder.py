"""Which numbered paragraphs are headings and which are clauses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.documents.healing import Paragraph
from knowledge.documents.markers import Level, Marker, marker_of

_HEADING_LENGTH = 50
_SUBSTANCE = 40
_NAME = 30
_LISTED = ("；", ";")
_SENTENCE = re.compile(r"[。；！？：，;!?]$|。")


@dataclass(frozen=True)
class Item:
    """A paragraph of the body with the number that heads it."""

    paragraph: Paragraph

    @cached_property
    def marker(self) -> Marker | None:
        """The number at its head."""
        return marker_of(self.paragraph.text)

    @cached_property
    def level(self) -> int | None:
        """The rung of the ladder; a heading that only the format declares stands above every printed number."""
        if self.marker is not None:
            return self.marker.level
        return self.paragraph.heading or None

    @property
    def rest(self) -> str:
        """The text after the number."""
        return self.paragraph.text[self.marker.length :] if self.marker else self.paragraph.text

    @property
    def reads_as_heading(self) -> bool:
        """Whether the text could be a heading: short, and no sentence."""
        return bool(self.rest) and len(self.rest) <= _HEADING_LENGTH and not _SENTENCE.search(self.rest)

    @property
    def is_bare_name(self) -> bool:
        """Whether it only names what the next paragraph says: ``营造良好环境。``."""
        return self.reads_as_heading or (len(self.rest) <= _NAME and "，" not in self.rest and self.rest.endswith("。"))


def is_heading(items: Sequence[Item], index: int) -> bool:
    """Whether the numbered paragraph at ``index`` heads clauses rather than being one.

    Chapters always do, articles never. 一、 and （一） do where they are no sentence and what is numbered below them
    are paragraphs of their own, not an enumeration.
    """
    item = items[index]
    level = item.level
    if level is None or level is Level.ARTICLE:
        return False
    if level < Level.ARTICLE:
        return True
    if level > Level.CHINESE_BRACKET or not item.reads_as_heading:
        return False
    child = next((i for i in range(index + 1, len(items)) if items[i].level is not None), None)
    if child is None or (items[child].level or 0) <= level:
        return False
    return _has_substance(items, child)


def _has_substance(items: Sequence[Item], index: int) -> bool:
    """A child that runs over several sentences or has children of its own; 营业执照； has not."""
    item = items[index]
    if item.rest.endswith(_LISTED):
        return False
    if len(item.rest) >= _SUBSTANCE or "。" in item.rest[:-1]:
        return True
    following = items[index + 1] if index + 1 < len(items) else None
    if following is None:
        return False
    return following.level is None or following.level > (item.level or 0)


def is_listed(items: Sequence[Item], index: int) -> bool:
    """Whether the numbered paragraph at ``index`` is an item of an enumeration, which ； parts: no clause of its own."""
    item = items[index]
    if item.marker is None or item.marker.level <= Level.ARTICLE:
        return False
    before = items[index - 1] if index else None
    follows = before is not None and before.level == item.level and before.rest.endswith(_LISTED)
    return follows or item.rest.endswith(_LISTED)
