from dataclasses import replace
from datetime import date

import pytest

from knowledge.conflicts.applying import apply_together, hold_together
from knowledge.model.passage import Audience, Passage, PassageKind, Source
from knowledge.model.validity import Validity
from knowledge.regions.loader import load_regions

TODAY = date(2026, 6, 1)
ONE = Passage("a@1#0", "a", 1, PassageKind.ANSWER, "题", "文", (Source("办法"),), "411200")


@pytest.mark.parametrize(
    ("changes", "together"),
    [
        ({}, True),
        ({"region": "000000"}, True),
        ({"region": "411282"}, True),
        ({"audience": frozenset({Audience.COMPANY})}, True),
        ({"validity": Validity(expires_on=date(2026, 6, 1))}, True),
        ({"validity": Validity(expires_on=date(2026, 5, 31))}, False),
        ({"validity": Validity(repealed_on=date(2026, 6, 1))}, False),
        ({"validity": Validity(effective_from=date(2027, 1, 1))}, True),
    ],
)
def test_with_a_rule_for_everybody_in_the_city(changes: dict[str, object], together: bool) -> None:
    assert apply_together(ONE, replace(ONE, **changes), load_regions(), TODAY) is together


def test_neighbours_and_separate_audiences_do_not_meet() -> None:
    county = replace(ONE, region="411282")
    assert not apply_together(county, replace(ONE, region="411202"), load_regions(), TODAY)
    people, firms = (replace(ONE, audience=frozenset({audience})) for audience in Audience)
    assert not apply_together(people, firms, load_regions(), TODAY)


def test_one_that_ends_before_the_other_begins() -> None:
    old, new = Validity(expires_on=date(2026, 12, 31)), Validity(effective_from=date(2027, 1, 1))
    assert not hold_together(old, new, TODAY)
    assert hold_together(old, Validity(effective_from=date(2026, 12, 31)), TODAY)
    assert not hold_together(Validity(repealed_on=date.min), Validity(), TODAY)
