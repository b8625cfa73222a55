import asyncio

import pytest

from api.channels.port import Outgoing, OutgoingKind, Rendered
from api.wechat.window import Passive, Window

ANSWER = Passive(Outgoing("k", "wechat", "o", OutgoingKind.ANSWER, Rendered("答")))


def now() -> float:
    return asyncio.get_running_loop().time()


@pytest.mark.asyncio
async def test_the_newest_request_gets_the_answer() -> None:
    window = Window()
    older, newer = window.open(), window.open()
    assert window.claim()
    window.give(ANSWER)
    assert await window.wait(older, now() + 60, now() + 60) is None
    assert await window.wait(newer, now() + 60, now() + 60) is ANSWER


@pytest.mark.asyncio
async def test_without_a_request_nothing_is_claimed() -> None:
    window = Window()
    assert not window.claim()
    window.give(ANSWER)  # nobody is there; the outbox brings it


@pytest.mark.asyncio
async def test_a_request_whose_time_is_over_waits_no_more() -> None:
    window = Window()
    with pytest.raises(TimeoutError):
        await window.wait(window.open(), now(), now() + 60)
    assert not window.claim()


@pytest.mark.asyncio
async def test_once_claimed_it_waits_for_the_commit() -> None:
    window = Window()
    waiting = window.open()
    assert window.claim()
    asyncio.get_running_loop().call_later(0.05, window.give, ANSWER)
    assert await window.wait(waiting, now(), now() + 60) is ANSWER


@pytest.mark.asyncio
async def test_but_not_for_ever() -> None:
    window = Window()
    waiting = window.open()
    assert window.claim()
    with pytest.raises(TimeoutError):
        await window.wait(waiting, now(), now())
    window.give(ANSWER)  # too late, and no error
