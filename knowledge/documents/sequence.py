"""Numbers that do not follow each other: where a line may have been lost."""

from collections.abc import Iterable, Iterator

from knowledge.documents.body import Section
from knowledge.documents.markers import Level
from knowledge.documents.model import Finding, FindingKind

_CHECKED = frozenset({Level.BOOK, Level.CHAPTER, Level.ARTICLE, Level.CHINESE, Level.CHINESE_BRACKET})


def gaps(sections: Iterable[Section]) -> Iterator[Finding]:
    """Report each number that neither starts over nor follows the last of its kind in the same section."""
    for section in sections:
        last: dict[Level, int] = {}
        for item in section.items:
            marker = item.marker
            if marker is None or marker.level not in _CHECKED:
                continue
            previous = last.get(marker.level, 0)
            if marker.value not in {1, previous + 1} and "之" not in marker.printed:
                message = f"编号“{marker.printed}”与前一个不连续，可能缺漏"
                yield Finding(item.paragraph.line, FindingKind.DOUBTFUL, message)
            last[marker.level] = marker.value
