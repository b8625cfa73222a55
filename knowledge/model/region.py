"""Regions by their GB/T 2260 code, and the ladder a rule is looked up on."""

from collections.abc import Iterable
from dataclasses import dataclass

NATION = "000000"


@dataclass(frozen=True, slots=True)
class Region:
    """A region. ``parent`` is empty for the nation; ``aliases`` are the spellings people use."""

    code: str
    name: str
    parent: str
    aliases: tuple[str, ...] = ()


class RegionTree:
    """The regions a deployment knows."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self._regions = {region.code: region for region in regions}

    def __contains__(self, code: str) -> bool:
        return code in self._regions

    def __getitem__(self, code: str) -> Region:
        return self._regions[code]

    def ladder(self, code: str) -> tuple[str, ...]:
        """Return the codes from ``code`` up to the nation. An unknown code stands on the nation alone."""
        steps: list[str] = []
        while code in self._regions and code not in steps:
            steps.append(code)
            code = self._regions[code].parent
        return tuple(steps) or (NATION,)

    def below(self, code: str) -> tuple[Region, ...]:
        """Return the regions directly below ``code``, by code."""
        return tuple(sorted((r for r in self._regions.values() if r.parent == code), key=lambda r: r.code))

    def mentioned(self, text: str) -> Region | None:
        """Return the most specific region whose name or alias stands in ``text``; the longest name wins."""
        found = [
            (len(self.ladder(region.code)), len(name), region.code)
            for region in self._regions.values()
            for name in (region.name, *region.aliases)
            if name in text
        ]
        return self._regions[max(found)[2]] if found else None

    def all(self) -> tuple[Region, ...]:
        """Return every region, by code."""
        return tuple(self._regions[code] for code in sorted(self._regions))
