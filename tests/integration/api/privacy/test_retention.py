"""Conversations go when their time is over, and no sooner."""

import asyncio
import json
from datetime import datetime, timedelta

import pytest
import yaml
from lives import NOON, Town
from pydantic import ValidationError
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from api.audit.tables import AuditRow
from api.conversations.repository import ConversationRepository
from api.conversations.tables import AnswerRecordRow, ConversationRow, TurnRow
from api.db.engine import Database
from api.handover.tables import PersonRequestRow
from api.identities.tables import IdentityRow
from api.privacy.periods import FILE, SIX_MONTHS, Periods, periods
from api.privacy.retention import Purged, Retention
from api.privacy.tables import ErasureRow

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]
DAY = timedelta(days=1)
KEPT = periods().of("web")


def retention(database: Database, after: timedelta = KEPT + DAY, batch: int = 2) -> Retention:
    """Retention as it is so long after everything happened."""
    return Retention(database, lambda: NOON + after, periods().model_copy(update={"batch": batch}))


async def close_requests(database: Database) -> None:
    async with database.write() as session:
        await session.execute(update(PersonRequestRow).values(state="closed"))


async def age(database: Database, at: datetime) -> None:
    """Let every conversation, and every contact, have been at this moment."""
    async with database.write() as session:
        await session.execute(update(ConversationRow).values(last_at=at))
        await session.execute(update(IdentityRow).values(last_at=at))


async def test_nothing_goes_before_its_time(database: Database) -> None:
    town = Town(database)
    await town.live("赵小明")
    await close_requests(database)
    before = await town.rows()
    early = retention(database, KEPT)
    assert [due.conversations for due in await early.preview() if due.channel == "web"] == [0]
    assert sum(purged.conversations for purged in await early.purge()) == 0
    assert await town.rows() == before


async def test_what_is_due_is_shown_and_goes_with_all_that_hangs_on_it(database: Database) -> None:
    town = Town(database)
    await town.live("赵小明", 5)
    await close_requests(database)
    late = retention(database)
    web = next(due for due in await late.preview() if due.channel == "web")
    assert (web.conversations, web.turns, web.held, web.oldest, web.days) == (5, 5, 0, NOON, KEPT.days)
    done = {purged.channel: purged for purged in await late.purge("admin")}
    assert (done["web"].conversations, done["web"].turns) == (5, 5)
    rows = await town.rows()
    for table in ("conversations", "turns", "answer_records", "feedback", "conversation_messages", "person_requests"):
        assert rows[table] == [], table
    assert len(rows["erasures"]) == 5
    assert all(json.loads(row)["reason"] == "retention" for row in rows["erasures"])
    assert sum(purged.conversations for purged in await late.purge()) == 0


async def test_it_is_written_down_without_words(database: Database) -> None:
    town = Town(database)
    await town.live("赵小明", 3)
    await close_requests(database)
    await retention(database).purge("admin")
    async with database.read() as session:
        lines = (await session.scalars(select(AuditRow).where(AuditRow.action == "retention.purged"))).all()
    assert [(line.actor, line.subject, line.details["conversations"]) for line in lines] == [
        ("admin", "web", 2), ("admin", "web", 1),
    ]  # fmt: skip
    assert "赵小明" not in json.dumps([line.details for line in lines], ensure_ascii=False)


async def test_who_waits_for_a_person_is_not_forgotten(database: Database) -> None:
    town = Town(database)
    await town.live("赵小明", 2)
    async with database.write() as session:
        first = await session.scalar(select(PersonRequestRow.id).limit(1))
        await session.execute(update(PersonRequestRow).where(PersonRequestRow.id == first).values(state="closed"))
    late = retention(database)
    web = next(due for due in await late.preview() if due.channel == "web")
    assert (web.conversations, web.held) == (1, 1)
    await late.purge()
    assert len((await town.rows())["conversations"]) == 1


async def test_one_that_is_carried_on_is_young_again(database: Database) -> None:
    town = Town(database)
    await town.live("赵小明", 2)
    await close_requests(database)
    await age(database, NOON - KEPT - DAY)
    async with database.write() as session:
        chosen = await session.scalar(select(ConversationRow.id).limit(1))
        records = ConversationRepository(session, lambda: NOON)
        found = await records.find(chosen or "")
        assert found is not None
        await records.add_turn("again", found, "还有一个问题")
    await retention(database, DAY).purge()
    async with database.read() as session:
        assert (await session.scalars(select(ConversationRow.id))).all() == [chosen]


async def test_names_on_channels_go_with_the_last_conversation(database: Database) -> None:
    town = Town(database)
    await town.live("赵小明")
    await close_requests(database)
    async with database.write() as session:
        await session.execute(update(ConversationRow).values(channel="wechat"))
    await retention(database).purge()
    assert (await town.rows())["channel_identities"] == []


async def test_another_who_only_wrote_lately_keeps_the_name(database: Database) -> None:
    town = Town(database)
    await town.live("赵小明")
    await close_requests(database)
    async with database.write() as session:
        await session.execute(update(ConversationRow).values(channel="wechat"))
        await session.execute(update(IdentityRow).values(last_at=NOON + KEPT, conversation_id="gone"))
    await retention(database).purge()
    (row,) = (await town.rows())["channel_identities"]
    assert json.loads(row)["visitor_id"] == "visitor-of-赵小明"


async def test_two_processes_delete_each_once(database: Database) -> None:
    town = Town(database)
    await town.live("赵小明", 6)
    await close_requests(database)
    both = await asyncio.gather(retention(database).purge(), retention(database).purge())
    assert sum(purged.conversations for done in both for purged in done) == 6
    assert (await town.rows())["conversations"] == []


async def test_a_record_without_an_order_cannot_be_deleted(database: Database) -> None:
    await Town(database).live("赵小明")
    with pytest.raises(DBAPIError, match="immutable"):
        async with database.write() as session:
            await session.delete(await session.scalar(select(AnswerRecordRow).limit(1)))
    async with database.read() as session:
        assert await session.scalar(select(ErasureRow)) is None
        assert await session.scalar(select(TurnRow.id).limit(1)) is not None


async def test_channels_that_nobody_planned_have_a_time_too(database: Database) -> None:
    await Town(database).live("赵小明", 1)
    await close_requests(database)
    async with database.write() as session:
        await session.execute(update(ConversationRow).values(channel="telegraph"))
    done = await retention(database).purge()
    assert next(purged for purged in done if purged.channel == "telegraph") == Purged("telegraph", 1, 1, 3)


@pytest.mark.parametrize("change", [{"other_days": SIX_MONTHS - 1}, {"days": {"web": 30}}, {"batch": 0}, {"more": 1}])
async def test_less_than_the_law_asks_for_is_refused(change: dict[str, object]) -> None:
    written = yaml.safe_load(FILE.read_text("utf-8"))
    with pytest.raises(ValidationError):
        Periods.model_validate({**written, **change})
