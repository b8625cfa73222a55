"""Questions that arrive together share a transaction, and nothing else."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import event, select

from api.conversations import arrivals as module
from api.conversations.arrivals import Arrival, Arrivals, Kept
from api.conversations.keyed_turns import KeyTaken
from api.conversations.repository import Conversation, ConversationRepository, Particulars
from api.conversations.tables import ConversationRow, TurnRow
from api.db.engine import Database
from knowledge.answering.memory import Memory
from knowledge.errors import NotFound, Unavailable
from tests.contents import clock

pytestmark = [pytest.mark.asyncio, pytest.mark.integration]


def arriving(name: str, *, key: str = "", known: Conversation | None = None, question: str = "问题") -> Arrival:
    return Arrival(f"t-{name}", question, Particulars(key=key, region="411202"), known, f"c-{name}", "web", f"v-{name}")


async def together(arrivals: Arrivals, *given: Arrival) -> list[Kept | BaseException]:
    return await asyncio.gather(*map(arrivals.store, given), return_exceptions=True)


async def rows(database: Database, table: type[Any]) -> dict[str, Any]:
    async with database.read() as session:
        return {row.id: row for row in await session.scalars(select(table))}


@pytest.fixture
def arrivals(database: Database) -> Arrivals:
    return Arrivals(database, clock)


async def test_each_is_stored_with_a_conversation_of_its_own(database: Database, arrivals: Arrivals) -> None:
    kept = await together(arrivals, *(arriving(str(n), key=f"k{n}", question=f"问题{n}😀") for n in range(250)))
    turns, conversations = await rows(database, TurnRow), await rows(database, ConversationRow)
    assert len({one[0].consult_code for one in kept if isinstance(one, tuple)}) == 250
    for n in range(250):
        turn, conversation = turns[f"t-{n}"], conversations[f"c-{n}"]
        assert (turn.conversation_id, turn.ordinal, turn.question, turn.key) == (f"c-{n}", 0, f"问题{n}😀", f"k{n}")
        assert (conversation.turns, conversation.visitor_id, conversation.region_code) == (1, f"v-{n}", "411202")
    assert isinstance(kept[7], tuple)
    assert kept[7][0].consult_code == conversations["c-7"].consult_code
    assert (kept[7][0].turns, kept[7][1]) == (0, "")


async def test_few_transactions_for_many(database: Database, arrivals: Arrivals) -> None:
    begun: list[None] = []
    event.listen(database.engine.sync_engine, "commit", lambda _connection: begun.append(None))
    await together(arrivals, *(arriving(str(n)) for n in range(300)))
    assert len(begun) <= 5


async def test_a_key_that_is_taken_leaves_nothing_and_harms_nobody(database: Database, arrivals: Arrivals) -> None:
    await arrivals.store(arriving("first", key="k"))
    one, again, two = await together(arrivals, arriving("one", key="a"), arriving("again", key="k"), arriving("two"))
    assert isinstance(again, KeyTaken)
    assert isinstance(one, tuple)
    assert isinstance(two, tuple)
    assert set(await rows(database, TurnRow)) == {"t-first", "t-one", "t-two"}
    assert set(await rows(database, ConversationRow)) == {"c-first", "c-one", "c-two"}


async def test_a_conversation_goes_on_in_order(database: Database, arrivals: Arrivals) -> None:
    known, _ = await arrivals.store(arriving("first"))
    given = [arriving(f"next-{n}", known=known) for n in range(20)]
    kept = await together(arrivals, *given, arriving("other"))
    assert all(isinstance(one, tuple) for one in kept)
    turns = await rows(database, TurnRow)
    assert [turns[one.turn_id].ordinal for one in given] == list(range(1, 21))
    assert (await rows(database, ConversationRow))["c-first"].turns == 21


async def test_the_last_answer_comes_along(database: Database, arrivals: Arrivals) -> None:
    known, _ = await arrivals.store(arriving("first"))
    async with database.write() as session:
        await ConversationRepository(session, clock).save_answer("t-first", "answered", {}, {})
    assert await arrivals.store(arriving("next", known=known)) == (known, "t-first")


async def test_a_taken_key_in_a_conversation_that_goes_on_counts_for_nothing(
    database: Database, arrivals: Arrivals
) -> None:
    known, _ = await arrivals.store(arriving("first", key="k"))
    again, further = await together(arrivals, arriving("again", key="k", known=known), arriving("x", known=known))
    assert isinstance(again, KeyTaken)
    assert isinstance(further, tuple)
    assert (await rows(database, ConversationRow))["c-first"].turns == 2


async def test_one_that_cannot_be_stored_fails_alone(database: Database, arrivals: Arrivals) -> None:
    gone = Conversation("gone", "AAAAAA", "", Memory(), 1)
    broken = arriving("broken", known=None)
    object.__setattr__(broken, "channel", None)  # what the database refuses
    missing, bad, good = await together(arrivals, arriving("missing", known=gone), broken, arriving("good"))
    assert isinstance(missing, NotFound)
    assert isinstance(bad, Exception)
    assert isinstance(good, tuple)
    assert set(await rows(database, TurnRow)) == {"t-good"}


async def test_a_code_that_is_somebody_elses_is_drawn_again(
    database: Database, arrivals: Arrivals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "new_consult_code", lambda: "AAAAAA")
    kept = await together(arrivals, *(arriving(str(n)) for n in range(5)))
    codes = {row.consult_code for row in (await rows(database, ConversationRow)).values()}
    assert len(codes) == 5
    assert {one[0].consult_code for one in kept if isinstance(one, tuple)} == codes


async def test_nobody_is_left_waiting_when_the_storing_ends(database: Database, arrivals: Arrivals) -> None:
    async with database.write():  # SQLite lets nobody else write; PostgreSQL may be faster than the end
        storing = [asyncio.create_task(arrivals.store(arriving(str(n)))) for n in range(3)]
        await asyncio.sleep(0.01)
        if arrivals._storing:  # what a process does to its tasks at its end
            arrivals._storing.cancel()
    ended = await asyncio.gather(*storing, return_exceptions=True)
    assert all(isinstance(one, (Unavailable, tuple)) for one in ended)
    assert isinstance(await arrivals.store(arriving("later")), tuple)


@pytest.mark.parametrize(
    "question",
    ["长" * 500, "😀" * 250, "ＡＢＣ１２３", "\t\n\r x", "中文\u200b字", "𠮷野家", "x'); DROP TABLE turns;--"],
)
async def test_words_are_kept_as_they_are(database: Database, arrivals: Arrivals, question: str) -> None:
    await together(arrivals, arriving("a", question=question), arriving("b", question=question))
    assert {row.question for row in (await rows(database, TurnRow)).values()} == {question}
