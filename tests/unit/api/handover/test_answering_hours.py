from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from api.handover.hours import Hours
from knowledge.clock import CHINA

MORNING, AFTERNOON = {"opens": "08:30", "closes": "12:00"}, {"opens": "13:30", "closes": "18:00"}
HOURS = Hours.model_validate({
    "spans": [MORNING, AFTERNOON],
    "days": [1, 2, 3, 4, 5],
    "closed": ["2026-10-01"],
    "also_open": ["2026-10-10"],
})  # fmt: skip


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("moment", "open_then"),
    [
        ("2026-11-26T08:29", False),
        ("2026-11-26T08:30", True),
        ("2026-11-26T11:59", True),
        ("2026-11-26T12:00", False),  # lunch
        ("2026-11-26T13:30", True),
        ("2026-11-26T18:00", False),
        ("2026-11-28T10:00", False),  # a Saturday
        ("2026-10-01T10:00", False),  # a holiday on a Thursday
        ("2026-10-10T10:00", True),  # a Saturday that is worked in its stead
    ],
)
def test_hours_are_those_of_china(moment: str, open_then: bool) -> None:
    assert HOURS.include(at(moment)) is open_then


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-11-26T07:00", "今天08:30"),
        ("2026-11-26T12:10", "今天13:30"),
        ("2026-11-26T20:00", "明天08:30"),
        ("2026-11-27T20:00", "11月30日08:30"),
        ("2026-09-30T19:00", "10月2日08:30"),
    ],
)
def test_when_they_open_next(moment: str, opening: str) -> None:
    assert HOURS.next_opening_text(at(moment)) == opening


def test_who_never_opens_says_no_day() -> None:
    never = Hours.model_validate({"spans": [MORNING], "days": []})
    assert never.next_opening(at("2026-11-26T07:00")) is None
    assert never.next_opening_text(at("2026-11-26T07:00")) == ""


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))
def test_the_next_opening_is_ahead_and_open_and_nothing_before_it_is(moment: datetime) -> None:
    now = moment.replace(tzinfo=CHINA)
    opening = HOURS.next_opening(now)
    assert opening is not None
    assert opening > now
    assert HOURS.include(opening)
    assert not HOURS.include(opening - timedelta(microseconds=1))


def test_hours_as_citizens_read_them() -> None:
    assert str(HOURS) == "08:30至12:00、13:30至18:00"


@pytest.mark.parametrize(
    "wrong",
    [
        {"spans": [MORNING], "days": [8]},
        {"spans": [], "days": [1]},
        {"spans": [AFTERNOON, MORNING], "days": [1]},
        {"spans": [MORNING, {"opens": "11:00", "closes": "14:00"}], "days": [1]},
        {"spans": [{"opens": "18:00", "closes": "08:00"}], "days": [1]},
        {"spans": [MORNING], "days": [1], "closed": [date(2026, 10, 1)], "also_open": [date(2026, 10, 1)]},
        {"spans": [MORNING], "days": [1], "lunch": True},
    ],
    ids=["eighth day", "no span", "order", "overlap", "over midnight", "both", "unknown"],
)
def test_hours_that_are_none(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Hours.model_validate(wrong)
