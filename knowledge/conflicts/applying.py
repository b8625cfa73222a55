"""Whether two rules can both be answered with to the same person on the same day."""

from datetime import date

from knowledge.model.passage import Passage
from knowledge.model.region import RegionTree
from knowledge.model.validity import Validity


def apply_together(one: Passage, other: Passage, regions: RegionTree, today: date) -> bool:
    """Whether the regions stand on one ladder, the audiences overlap, and there is a day from today on for both."""
    on_one_ladder = one.region in regions.ladder(other.region) or other.region in regions.ladder(one.region)
    return on_one_ladder and bool(one.audience & other.audience) and hold_together(one.validity, other.validity, today)


def hold_together(one: Validity, other: Validity, today: date) -> bool:
    """Whether there is a day, today or later, on which both hold."""
    first = max(today, *(validity.effective_from or today for validity in (one, other)))
    return all(validity.last_day is None or validity.last_day >= first for validity in (one, other)) and not any(
        validity.repealed_on == date.min for validity in (one, other)
    )
