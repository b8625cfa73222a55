"""What happens by itself, on both databases: plans at their moment and once, reminders once, words of old entries."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from hotline_staff import GUIDE, PUBLISHER, REVIEWER, WRITER, MovingClock, curator_row, released, reviewed
from sqlalchemy import func, select, update

from api.curation.chores import CurationChores
from api.curation.listing import Wanted
from api.curation.notices import Notices
from api.curation.overview import Span, calendar, overview
from api.curation.service import CurationService
from api.curation.tables import EntryEventRow
from api.records.tables import CatalogueRow
from knowledge.clock import china_day
from knowledge.errors import InvalidInput, NotFound

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]
NEXT_MORNING = datetime(2026, 3, 3, 8, 30)  # in China, as a person writes it


async def count(desk: CurationService, kind: str) -> int:
    async with desk.database.read() as session:
        return await session.scalar(select(func.count()).where(EntryEventRow.kind == kind)) or 0


async def test_published_at_its_moment_and_once_over_replicas(desk: CurationService, ticking: MovingClock) -> None:
    entry_id = await reviewed(desk)
    entry = await desk.publish(PUBLISHER, entry_id, 1, at=NEXT_MORNING)
    assert (entry.life, entry.scheduled[0].at) == ("scheduled", datetime(2026, 3, 3, 0, 30, tzinfo=UTC))
    replicas = [CurationChores(desk) for _ in range(3)]  # each as after a restart: nothing is kept in memory
    assert await replicas[0].carry_out() == 0
    ticking.now = datetime(2026, 3, 3, 0, 30, tzinfo=UTC)
    await asyncio.gather(*(replica.carry_out() for replica in replicas))
    entry = await desk.entry(PUBLISHER, entry_id)
    assert (entry.life, entry.scheduled, await count(desk, "published")) == ("published", [], 1)


async def test_withdrawn_at_its_moment(desk: CurationService, ticking: MovingClock) -> None:
    entry_id = await released(desk)
    await desk.withdraw(PUBLISHER, entry_id, "活动结束", at=NEXT_MORNING)
    async with desk.database.read() as session:
        span = Span(date(2026, 3, 1), date(2026, 3, 31))
        days = await calendar(session, PUBLISHER, span, china_day(ticking()))
    assert [(line.date, line.event) for line in days] == [(date(2026, 3, 3), "withdraw")]
    ticking.forward(days=2)
    assert await CurationChores(desk).carry_out() == 1
    assert (await desk.entry(PUBLISHER, entry_id)).life == "withdrawn"


async def test_a_plan_can_be_called_off_and_replaced(desk: CurationService, ticking: MovingClock) -> None:
    entry_id = await reviewed(desk)
    await desk.publish(PUBLISHER, entry_id, 1, at=NEXT_MORNING)
    entry = await desk.publish(PUBLISHER, entry_id, 1, at=NEXT_MORNING + timedelta(days=1))
    (planned,) = entry.scheduled
    entry = await desk.cancel(PUBLISHER, entry_id, planned.id)
    assert (entry.life, entry.scheduled) == ("approved", [])
    with pytest.raises(NotFound):
        await desk.cancel(PUBLISHER, entry_id, planned.id)
    ticking.forward(days=5)
    assert await CurationChores(desk).carry_out() == 0


@pytest.mark.parametrize("at", [datetime(2026, 3, 2, 8, 0), datetime(2036, 1, 1)])
async def test_a_moment_that_is_over_or_too_far(desk: CurationService, at: datetime) -> None:
    entry_id = await reviewed(desk)
    with pytest.raises(InvalidInput, match="现在之后"):
        await desk.publish(PUBLISHER, entry_id, 1, at=at)


async def test_what_was_sent_back_is_not_published_later(desk: CurationService, ticking: MovingClock) -> None:
    entry_id = await reviewed(desk)
    await desk.publish(PUBLISHER, entry_id, 1, at=NEXT_MORNING)
    await desk.give_back(REVIEWER, entry_id, 1, "发现错误")
    ticking.forward(days=2)
    await CurationChores(desk).carry_out()
    assert (await desk.entry(PUBLISHER, entry_id)).life == "returned"


async def test_a_plan_that_fails_is_told_to_its_author(desk: CurationService, ticking: MovingClock) -> None:
    entry_id = await released(desk)
    await desk.withdraw(PUBLISHER, entry_id, "活动结束", at=NEXT_MORNING)
    await desk.withdraw(PUBLISHER, entry_id, "提前结束")
    ticking.forward(days=2)
    chores = CurationChores(desk)
    assert (await chores.carry_out(), await chores.carry_out()) == (1, 0)
    async with desk.database.read() as session:
        assert [row.kind for row in await Notices(session, ticking).of("publisher")] == ["schedule_failed"]


async def test_reminders_are_written_once_and_seen_once(desk: CurationService, ticking: MovingClock) -> None:
    async with desk.database.write() as session:
        session.add_all(curator_row(name, ticking(), "测试局") for name in ("writer", "helper"))
    entry_id = await released(desk, GUIDE)
    chores = CurationChores(desk)
    assert await chores.remind() == 0
    await desk.assign(REVIEWER, entry_id, "helper", date(2026, 9, 1))
    ticking.forward(days=180)
    assert (await chores.remind(), await chores.remind()) == (2, 0)  # due for review, and the day of the assignment
    async with desk.database.write() as session:
        rows = await Notices(session, ticking).of("helper")
        assert sorted(row.kind for row in rows) == ["assigned", "assignment_due", "review_due"]
        assert await Notices(session, ticking).of("writer") == []
        await Notices(session, ticking).seen("helper", rows[0].id)
        with pytest.raises(NotFound):
            await Notices(session, ticking).seen("writer", rows[1].id)
    ticking.forward(days=1)
    async with desk.database.read() as session:
        found = await overview(session, WRITER, china_day(ticking()))
    assert [(line.department, line.published, line.overdue) for line in found.departments] == [("测试局", 1, 1)]


async def test_an_assignment_to_nobody_there_is(desk: CurationService) -> None:
    entry_id = await released(desk)
    with pytest.raises(InvalidInput):
        await desk.assign(REVIEWER, entry_id, "nobody", None)


async def test_entries_from_before_the_text_search_are_found_after_it_was_made(desk: CurationService) -> None:
    entry_id = await released(desk)
    async with desk.database.write() as session:
        await session.execute(update(CatalogueRow).values(words=""))
    assert (await desk.page(WRITER, Wanted(q="补贴"))).total == 0
    assert await CurationChores(desk).cut_words() == 1
    assert [line.entry_id for line in (await desk.page(WRITER, Wanted(q="补贴"))).items] == [entry_id]
