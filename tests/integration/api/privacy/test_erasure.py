"""What one person asks for is done to that person's records, and to no others."""

import asyncio
import json
from collections.abc import Sequence
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lives import Life, Rows, Town
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from api.conversations.tables import AnswerRecordRow
from api.db.engine import Database
from api.db.schema import METADATA
from api.hotline.tables import CallRow
from api.privacy.erasing import Erased
from knowledge.errors import NotFound

pytestmark = pytest.mark.integration
OF_PEOPLE = {
    "answer_records", "answer_uses", "call_pieces", "call_sayings", "calls", "channel_identities", "conversation_messages",
    "conversation_notes", "conversations", "drafted_answers", "feedback", "incoming_messages", "outgoing_messages",
    "person_requests", "turns",
}  # fmt: skip
GROWING = {"erasures", "audit_log"}  # they tell of the erasure itself
NUMBERS = count(1000)


@pytest.fixture
def town(database: Database) -> Town:
    return Town(database)


def of_life(rows: Rows, life: Life) -> set[str]:
    """The rows of one person: with the words, the visitor, or the id of one of the conversations or turns in them."""
    marks = {life.name, life.visitor, *life.codes}
    for table in ("conversations", "turns"):
        marks |= {json.loads(row)["id"] for row in rows[table] if any(mark in row for mark in marks)}
    return {row for kept in rows.values() for row in kept if any(mark in row for mark in marks)}


@pytest.mark.asyncio
async def test_every_table_that_knows_of_people_is_emptied(town: Town) -> None:
    life = await town.live("赵小明")
    before = await town.rows()
    theirs = of_life(before, life)
    assert {table for table, rows in before.items() if theirs & set(rows)} == OF_PEOPLE | {"audit_log"}
    erased = await town.privacy.erase(life.visitor)
    assert erased == Erased(conversations=2, turns=2, messages=6)
    after = await town.rows()
    assert [table for table in OF_PEOPLE if after[table]] == []
    assert len(after["erasures"]) == 2
    assert not any(life.name in row or life.visitor in row for rows in after.values() for row in rows)


def test_a_table_that_may_know_of_people_is_not_forgotten() -> None:
    telling = {"call_id", "conversation_id", "turn_id", "visitor_id", "sender", "recipient", "external_id", "contact"}
    found = {table.name for table in METADATA.sorted_tables if telling & {column.name for column in table.columns}}
    assert found == OF_PEOPLE | {"erasures"}


def test_the_others_keep_every_row_byte_for_byte(database_url: str) -> None:
    async def erase_one(counts: Sequence[int], chosen: int) -> None:
        database = Database(database_url)
        town = Town(database)
        people = [await town.live(f"市民{next(NUMBERS)}号", conversations) for conversations in counts]
        life, before = people[chosen % len(people)], await town.rows()
        theirs = of_life(before, life)
        await town.privacy.erase(life.visitor)
        after = await town.rows()
        await database.close()
        for table, rows in before.items():
            if table in GROWING:
                assert set(rows) <= set(after[table])
            else:
                assert after[table] == [row for row in rows if row not in theirs], table
        assert not any(life.name in row for rows in after.values() for row in rows)

    @settings(max_examples=6, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(st.lists(st.integers(1, 3), min_size=2, max_size=4), st.integers(0, 3))
    def one_of_many(counts: list[int], chosen: int) -> None:
        asyncio.run(erase_one(counts, chosen))

    one_of_many()


@pytest.mark.asyncio
async def test_twice_and_without_records_is_no_error(town: Town) -> None:
    life = await town.live("赵小明")
    await town.privacy.erase(life.visitor)
    before = await town.rows()
    for visitor in (life.visitor, "nobody", "", "'; DROP TABLE turns; --", "😀"):
        assert await town.privacy.erase(visitor) == Erased()
    assert await town.rows() == before


@pytest.mark.asyncio
async def test_many_at_once_erase_once(town: Town) -> None:
    life = await town.live("赵小明")
    done = await asyncio.gather(*(town.privacy.erase(life.visitor) for _ in range(3)))
    assert sorted(erased.conversations for erased in done) == [0, 0, 2]


@pytest.mark.asyncio
async def test_an_answer_without_an_order_cannot_be_deleted(town: Town) -> None:
    life = await town.live("赵小明", 1)
    await town.live("钱小红", 1)
    await town.privacy.erase(life.visitor)
    with pytest.raises(DBAPIError, match="immutable"):
        async with town.database.write() as session:
            await session.execute(delete(AnswerRecordRow))


@pytest.mark.asyncio
async def test_by_code_it_is_the_visitor_or_where_nobody_vouches_the_one_conversation(town: Town) -> None:
    known, unknown = await town.live("赵小明"), await town.live("钱小红", known=False)
    await town.live("孙小亮")
    assert (await town.privacy.erase_by_code(known.codes[0].lower(), "admin", "本人来电")).conversations == 2
    assert (await town.privacy.erase_by_code(unknown.codes[0], "admin", "本人来电")).conversations == 1
    rows = await town.rows()
    assert sorted(json.loads(row)["question"] for row in rows["turns"]) == [
        "孙小亮的第0个问题", "孙小亮的第1个问题", "钱小红的第1个问题",
    ]  # fmt: skip
    lines = [json.loads(row) for row in rows["audit_log"] if "privacy.erased" in row]
    assert {line["actor"] for line in lines} == {"admin"}
    for code in (known.codes[0], "", "222222"):
        with pytest.raises(NotFound):
            await town.privacy.erase_by_code(code, "admin", "本人来电")


@pytest.mark.asyncio
async def test_the_export_has_all_of_one_person_and_nothing_of_another(town: Town) -> None:
    life, other = await town.live("赵小明"), await town.live("钱小红")
    text = (await town.privacy.export(life.visitor)).model_dump_json()
    for words in ("第0个问题", "第1个问题", "答复赵小明", "的意见", "赵小明的请求", "赵小明@联系", "说的话", "赵小明写的",
                  "给赵小明的", "openid-of-赵小明", "赵小明在电话里说的", "赵小明的评分"):  # fmt: skip
        assert words in text
    assert other.name not in text
    assert "话务员在电话里" not in text
    assert (await town.privacy.export_by_code(life.codes[0], "admin")).model_dump_json() == text
    assert (await town.privacy.export("nobody")).conversations == []


@pytest.mark.asyncio
async def test_a_call_of_another_forgets_the_conversation_it_spoke_of(town: Town) -> None:
    life, other = await town.live("赵小明", 1), await town.live("钱小红", 1)
    rows = await town.rows()
    spoken_of = next(json.loads(row)["id"] for row in rows["conversations"] if life.codes[0] in row)
    own = next(json.loads(row)["id"] for row in rows["conversations"] if other.codes[0] in row)
    async with town.database.write() as session:
        await session.execute(update(CallRow).where(CallRow.conversation_id == own).values(spoken_of=spoken_of))
    await town.privacy.erase(life.visitor)
    (call,) = (await town.rows())["calls"]
    assert (json.loads(call)["conversation_id"], json.loads(call)["spoken_of"]) == (own, None)
