from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.validity import Status, Validity

FROM, UNTIL, REPEAL = date(2024, 1, 1), date(2025, 12, 31), date(2025, 6, 1)
DAY = timedelta(days=1)
days = st.dates(date(1949, 10, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("validity", "on", "status"),
    [
        pytest.param(Validity(), FROM, Status.IN_FORCE, id="no days: in force"),
        pytest.param(Validity(FROM), FROM - DAY, Status.NOT_YET, id="the day before"),
        pytest.param(Validity(FROM), FROM, Status.IN_FORCE, id="the first day"),
        pytest.param(Validity(None, UNTIL), UNTIL, Status.IN_FORCE, id="the last day counts"),
        pytest.param(Validity(None, UNTIL), UNTIL + DAY, Status.EXPIRED, id="the day after the last"),
        pytest.param(Validity(None, None, REPEAL), REPEAL - DAY, Status.IN_FORCE, id="before repeal"),
        pytest.param(Validity(None, None, REPEAL), REPEAL, Status.REPEALED, id="repeal holds on its day"),
        pytest.param(Validity(FROM, UNTIL, REPEAL), UNTIL + DAY, Status.REPEALED, id="repeal outranks expiry"),
        pytest.param(Validity(FROM, None, FROM - DAY), FROM - DAY, Status.REPEALED, id="repealed before it began"),
    ],
)
def test_status(validity: Validity, on: date, status: Status) -> None:
    assert validity.status(on) is status


@given(st.builds(Validity, st.none() | days, st.none() | days, st.none() | days), days, days)
def test_what_has_ended_does_not_begin_again(validity: Validity, one: date, other: date) -> None:
    earlier, later = sorted([one, other])
    over = {Status.EXPIRED, Status.REPEALED}
    assert validity.status(earlier) not in over or validity.status(later) in over
