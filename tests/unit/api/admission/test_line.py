"""The line: order of arrival, nobody before their turn by asking more often, nothing forgotten."""

import asyncio
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.admission.errors import Crowded, TooManyWaiting
from api.admission.limits import AdmissionLimits, admission_limits
from api.admission.line import Line, Ticket

pytestmark = pytest.mark.asyncio


def limits(**changes: float) -> AdmissionLimits:
    return admission_limits().model_copy(update={"at_once": 1, "waiting": 100, "waiting_of_one": 5} | changes)


def leave_all(line: Line, *tickets: Ticket) -> list[str]:
    """Let whoever is at work leave until nobody is; return the flows in the order in which they were admitted."""
    left, order = list(tickets), []
    while left:
        ticket = next(ticket for ticket in left if ticket.is_admitted)
        order.append(ticket.flow)
        left.remove(ticket)
        line.leave(ticket)
    return order


class TestOrder:
    async def test_there_is_work_at_once_where_there_is_room(self) -> None:
        line = Line(limits(at_once=2))
        assert line.outlook() is None
        one, two, three = (line.enter(flow) for flow in "abc")
        assert [ticket.is_admitted for ticket in (one, two, three)] == [True, True, False]
        line.leave(one)
        assert three.is_admitted

    async def test_is_that_of_arrival(self) -> None:
        line = Line(limits())
        tickets = [line.enter(flow) for flow in "abcdef"]
        assert leave_all(line, *tickets) == list("abcdef")

    async def test_of_one_flow_is_kept_and_others_are_not_held_up(self) -> None:
        line = Line(limits())
        tickets = [line.enter(flow) for flow in "aaaabc"]
        assert leave_all(line, *tickets) == ["a", "a", "b", "c", "a", "a"]

    async def test_one_flow_is_never_worked_on_twice_at_once(self) -> None:
        line = Line(limits(at_once=3))
        first, second, other = line.enter("a"), line.enter("a"), line.enter("b")
        assert (first.is_admitted, second.is_admitted, other.is_admitted) == (True, False, True)

    async def test_who_asks_on_and_on_does_not_keep_others_out(self) -> None:
        line = Line(limits())
        eager = [line.enter("eager") for _ in range(4)]
        late = line.enter("late")
        line.leave(eager[0])
        line.leave(eager[1])
        assert late.is_admitted
        assert not eager[2].is_admitted


class TestLeaving:
    async def test_while_waiting_lets_the_next_up(self) -> None:
        line = Line(limits())
        one, two, three = (line.enter(flow) for flow in "abc")
        line.leave(two)
        assert three.outlook is not None
        assert three.outlook.position == 1
        line.leave(one)
        assert three.is_admitted

    async def test_who_is_cancelled_while_waiting_is_never_counted_as_working(self) -> None:
        line = Line(limits())
        first = line.enter("a")

        async def wait() -> None:
            with line.enter("b") as ticket:
                await ticket.admitted

        waiting = asyncio.create_task(wait())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        line.leave(first)
        assert line.outlook() is None
        assert line.enter("c").is_admitted

    async def test_an_error_in_the_work_gives_the_place_back(self) -> None:
        line = Line(limits())
        with pytest.raises(ZeroDivisionError), line.enter("a"):
            raise ZeroDivisionError
        assert line.outlook() is None


class TestBounds:
    async def test_one_flow_has_only_so_many_waiting(self) -> None:
        line = Line(limits(waiting_of_one=2))
        tickets = [line.enter("a") for _ in range(3)]  # one at work, two waiting
        with pytest.raises(TooManyWaiting) as refused:
            line.enter("a")
        assert refused.value.headers == {"retry-after": str(limits().min_retry_seconds)}
        assert line.enter("b").outlook is not None
        line.leave(tickets[0])
        line.enter("a")

    async def test_all_together_have_only_so_many_waiting(self) -> None:
        line = Line(limits(waiting=2))
        first, *_ = (line.enter(flow) for flow in "abc")
        with pytest.raises(Crowded):
            line.enter("d")
        line.leave(first)
        line.enter("d")

    async def test_a_refusal_leaves_nothing_behind(self) -> None:
        line = Line(limits(waiting=1))
        one, two = line.enter("a"), line.enter("b")
        for _ in range(3):
            with pytest.raises(Crowded):
                line.enter("c")
        assert leave_all(line, one, two) == ["a", "b"]
        assert line.outlook() is None


class TestOutlook:
    async def test_positions_are_counted_from_one(self) -> None:
        line = Line(limits())
        line.enter("a")
        waiting = [line.enter(flow) for flow in "bcd"]
        assert [ticket.outlook.position for ticket in waiting if ticket.outlook] == [1, 2, 3]
        found = line.outlook()
        assert found is not None
        assert found.position == 4

    async def test_the_wait_is_what_was_measured(self) -> None:
        moment = 0.0
        line = Line(limits(first_guess_seconds=100.0, waiting=200), lambda: moment)
        tickets = [line.enter(str(number)) for number in range(200)]
        for ticket in tickets[:-2]:
            moment += 0.5
            line.leave(ticket)
        last = tickets[-1].outlook
        assert last is not None
        assert last.wait_seconds == pytest.approx(0.5, rel=0.05)

    async def test_idle_time_says_nothing_of_the_pace(self) -> None:
        moment = 0.0
        line = Line(limits(first_guess_seconds=1.0), lambda: moment)
        for _ in range(50):
            line.leave(line.enter("a"))
            moment += 1000.0
        line.enter("a")
        found = line.enter("b").outlook
        assert found is not None
        assert found.wait_seconds == 1.0


STEPS = st.lists(st.tuples(st.booleans(), st.sampled_from("abcde"), st.integers(0, 50)), max_size=80)


@given(steps=STEPS, at_once=st.integers(1, 4))
async def test_whatever_happens_the_places_are_used_and_nobody_is_lost(
    steps: list[tuple[bool, str, int]], at_once: int
) -> None:
    line, inside = Line(limits(at_once=at_once, waiting_of_one=50)), list[Ticket]()
    for comes, flow, at in steps:
        if comes or not inside:
            inside.append(line.enter(flow))
        else:
            line.leave(inside.pop(at % len(inside)))
        working = Counter(ticket.flow for ticket in inside if ticket.is_admitted)
        flows = {ticket.flow for ticket in inside}
        assert set(working.values()) <= {1}
        assert working.total() == min(at_once, len(flows))  # no place stays empty while a flow has nobody at work
        ranks = {flow: [t.is_admitted for t in inside if t.flow == flow] for flow in flows}
        assert all(sorted(admitted, reverse=True) == admitted for admitted in ranks.values())  # in order within a flow
    left = len(inside)
    assert len(leave_all(line, *inside)) == left
    assert line.outlook() is None
