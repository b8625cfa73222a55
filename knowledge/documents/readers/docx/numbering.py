"""Lists that Word numbers by itself: the numbers are in no paragraph, they are counted here as Word counts them."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from knowledge.documents.readers.docx.formats import printed
from knowledge.documents.readers.docx.styles import ListPlace, number, value

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level prints its number: ``text`` is ``第%1条``. ``restart`` is the level whose number starts it over."""

    start: int
    number_format: str
    text: str
    decimal_only: bool
    separated: bool
    restart: int | None


class Numbering:
    """The lists of a document (ECMA-376 part 1, 17.9)."""

    def __init__(self, root: Element | None) -> None:
        nodes = (
            {node.get("abstractNumId", ""): node for node in root.findall("abstractNum")} if root is not None else {}
        )
        linked = {value(node, "styleLink"): key for key, node in nodes.items() if value(node, "styleLink")}
        self._abstract = {key: linked.get(value(node, "numStyleLink"), key) for key, node in nodes.items()}
        self._levels = {key: _levels(node) for key, node in nodes.items()}
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, _Counter] = defaultdict(_Counter)
        for node in root.findall("num") if root is not None else []:
            self._lists[node.get("numId", "")] = self._list(node)

    def next_label(self, place: ListPlace) -> str:
        """Count one paragraph of a list and return what Word prints before it; empty for bullets and unknown lists."""
        own = self._lists.get(place.list_id)
        level = own.levels.get(place.level) if own else None
        if own is None or level is None:
            return ""
        counter = self._counters[own.abstract]
        counter.restart_for(place.list_id, own.starts)
        counter.count(place.level, own.levels)
        if level.number_format == "bullet":
            return ""
        label = _PLACE.sub(lambda match: _part(counter, own.levels, int(match[1]) - 1, level), level.text)
        blank = " " if level.separated and label and label[-1] not in "、．.）)，：" else ""
        return label + blank

    def _list(self, node: Element) -> "_List":
        key = value(node, "abstractNumId")
        abstract = self._abstract.get(key, key)
        levels = dict(self._levels.get(abstract, {}))
        starts: dict[int, int] = {}
        for override in node.findall("lvlOverride"):
            rank = number(override.get("ilvl", ""))
            if (own := override.find("lvl")) is not None:
                levels[rank] = _level(own)
            if start := value(override, "startOverride"):
                starts[rank] = number(start, 1)
        return _List(abstract, levels, starts)


@dataclass(frozen=True, slots=True)
class _List:
    abstract: str
    levels: Mapping[int, ListLevel]
    starts: Mapping[int, int]


@dataclass(slots=True)
class _Counter:
    """The numbers reached in one abstract list, which every list made from it shares."""

    reached: dict[int, int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def restart_for(self, list_id: str, starts: Mapping[int, int]) -> None:
        """A list that overrides its start begins there, the first time it is met."""
        if list_id not in self.seen:
            self.seen.add(list_id)
            for rank, start in starts.items():
                self.reached[rank] = start - 1

    def count(self, rank: int, levels: Mapping[int, ListLevel]) -> None:
        start = levels[rank].start
        self.reached[rank] = self.reached.get(rank, start - 1) + 1
        for upper in range(rank):
            self.reached.setdefault(upper, levels[upper].start if upper in levels else 1)
        for lower in [key for key in self.reached if key > rank]:
            restart = levels[lower].restart if lower in levels else None
            if restart is None or (restart and rank < restart):
                del self.reached[lower]


def _part(counter: _Counter, levels: Mapping[int, ListLevel], rank: int, printing: ListLevel) -> str:
    level = levels.get(rank)
    reached = counter.reached.get(rank, level.start if level else 1)
    number_format = "decimal" if printing.decimal_only or level is None else level.number_format
    return printed(reached, number_format)


def _levels(node: Element) -> dict[int, ListLevel]:
    return {
        rank: _level(level) for level in node.findall("lvl") if 0 <= (rank := number(level.get("ilvl", ""))) < _LEVELS
    }


def _level(node: Element) -> ListLevel:
    restart = value(node, "lvlRestart")
    legal = node.find("isLgl")
    return ListLevel(
        start=number(value(node, "start"), 1),
        number_format=value(node, "numFmt") or "decimal",
        text=value(node, "lvlText"),
        decimal_only=legal is not None and legal.get("val", "1") not in {"0", "false"},
        separated=value(node, "suff") != "nothing",
        restart=number(restart) if restart else None,
    )
