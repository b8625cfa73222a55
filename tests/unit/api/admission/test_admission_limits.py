import pytest

from api.admission.errors import AnsweredLater, Crowded, TooManyWaiting
from api.admission.limits import admission_limits
from api.admission.room import WaitingRoom
from api.http.problems import problem_of, status_of


@pytest.mark.parametrize(
    ("wait", "pause"),
    [(0, 2), (10, 2), (50, 5), (100_000, 10)],
    ids=["at work", "soon", "a while", "for ever"],
)
def test_who_waits_longer_is_told_less_often(wait: float, pause: float) -> None:
    assert admission_limits().status_pause(wait) == pause


@pytest.mark.parametrize(("wait", "retry"), [(0, 5), (60.7, 60), (100_000, 600)])
def test_coming_back_is_worth_while_but_never_far(wait: float, retry: int) -> None:
    assert admission_limits().retry_after(wait) == retry


@pytest.mark.parametrize(
    ("error", "status"),
    [(Crowded(7), 503), (AnsweredLater(7), 503), (TooManyWaiting(7), 429)],
    ids=str,
)
def test_every_refusal_says_when_to_try_again(error: Crowded | AnsweredLater | TooManyWaiting, status: int) -> None:
    assert status_of(error) == status
    assert error.headers == {"retry-after": "7"}
    assert "7 秒" in problem_of(error).detail


def test_a_room_counts_who_is_in_it() -> None:
    room = WaitingRoom(1)
    assert not room.is_full
    with room.place():
        assert room.is_full
        with room.place():  # who is let in all the same is counted too
            assert room.is_full
        assert room.is_full
    assert not room.is_full
