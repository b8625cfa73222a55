"""Whom and when a search is for: the region ladder, the day, the audience."""

from dataclasses import dataclass
from datetime import date

from knowledge.model.passage import Audience


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be answered from.

    ``regions`` is the ladder from the most specific code to ``000000`` (湖滨区 → 三门峡市 → 河南省 → 国家);
    ``None`` lifts the filter (staff search, evaluation). ``on`` is the day asked about. ``only_in_force`` drops
    passages that do not hold on that day.
    """

    on: date
    regions: tuple[str, ...] | None = None
    audience: Audience | None = None
    only_in_force: bool = True
