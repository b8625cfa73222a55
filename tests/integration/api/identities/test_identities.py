"""People on channels: met once, written to as far as the platform allows."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from api.db.engine import Database
from api.identities.repository import IdentityRepository

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]

MORNING = datetime(2026, 3, 2, 1, tzinfo=UTC)
TWO_DAYS = timedelta(hours=48)
WHO = ("wechat", "o-😀一")


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


async def test_a_person_is_met_once_and_keeps_the_visitor_id(database: Database) -> None:
    async with database.write() as session:
        people = IdentityRepository(session, at(MORNING))
        first = await people.meet(*WHO, "v1")
        again = await IdentityRepository(session, at(MORNING + TWO_DAYS)).meet(*WHO, "another")
    assert (first.visitor_id, first.quota_left, first.choices, first.conversation_id) == ("v1", 0, (), "")
    assert again.visitor_id == "v1"
    assert again.last_at == MORNING + TWO_DAYS
    async with database.read() as session:
        people = IdentityRepository(session, at(MORNING))
        assert await people.of_visitor("v1") == [again]
        assert await people.find("wechat", "nobody") is None


async def test_a_quota_is_spent_and_no_more(database: Database) -> None:
    async with database.write() as session:
        people = IdentityRepository(session, at(MORNING))
        await people.meet(*WHO, "v1")
        assert not await people.spend(*WHO), "nobody may be written to who has not written"
        await people.contact(*WHO, quota=2, window=TWO_DAYS)
        assert [await people.spend(*WHO) for _ in range(3)] == [True, True, False]
        await people.contact(*WHO, quota=5, window=TWO_DAYS)
        late = IdentityRepository(session, at(MORNING + TWO_DAYS))
        assert not await late.spend(*WHO), "the window is closed"
        assert await people.spend(*WHO)
        await people.exhaust(*WHO)
        assert not await people.spend(*WHO)


async def test_a_small_contact_takes_nothing_away(database: Database) -> None:
    minute = timedelta(minutes=1)
    async with database.write() as session:
        people = IdentityRepository(session, at(MORNING))
        await people.meet(*WHO, "v1")
        await people.contact(*WHO, quota=5, window=TWO_DAYS)
        await people.contact(*WHO, quota=3, window=minute)
        kept = await people.meet(*WHO, "v1")
        assert (kept.quota_left, kept.window_until) == (5, MORNING + TWO_DAYS)
        later = IdentityRepository(session, at(MORNING + TWO_DAYS + minute))
        await later.contact(*WHO, quota=3, window=minute)
        kept = await later.meet(*WHO, "v1")
    assert (kept.quota_left, kept.window_until) == (3, MORNING + TWO_DAYS + minute * 2)


async def test_what_is_remembered_of_a_person(database: Database) -> None:
    async with database.write() as session:
        people = IdentityRepository(session, at(MORNING))
        await people.meet(*WHO, "v1")
        await people.remember_choices(*WHO, [{"title": "湖滨区", "payload": '/choose{"code":"411202"}'}])
        await people.set_conversation(*WHO, "c1")
        await people.set_subscribed(*WHO, subscribed=False)
    async with database.write() as session:
        people = IdentityRepository(session, at(MORNING))
        found = await people.find(*WHO)
        assert found is not None
        assert found.choices == ({"title": "湖滨区", "payload": '/choose{"code":"411202"}'},)
        assert (found.conversation_id, found.subscribed) == ("c1", False)
        await people.set_conversation(*WHO, None)
        assert (await people.meet(*WHO, "v1")).conversation_id == ""
