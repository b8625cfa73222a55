import asyncio
from itertools import pairwise

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from api.conversations import repository as conversations
from api.conversations.repository import Conversation, ConversationRepository
from api.conversations.tables import ConversationRow, FeedbackRow, TurnRow
from api.db.engine import Database
from knowledge.answering.memory import Memory
from knowledge.errors import Conflict, NotFound, Unavailable
from knowledge.model.passage import Aspect, Audience
from tests.contents import clock

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]


async def start(database: Database, conversation_id: str, region: str = "411202") -> Conversation:
    async with database.write() as session:
        return await ConversationRepository(session, clock).start(conversation_id, "web", region)


async def ask(database: Database, conversation: Conversation, turn_id: str, question: str = "问题") -> None:
    async with database.write() as session:
        await ConversationRepository(session, clock).add_turn(turn_id, conversation, question)


async def answer(database: Database, turn_id: str, outcome: str = "answered") -> None:
    async with database.write() as session:
        await ConversationRepository(session, clock).save_answer(turn_id, outcome, {"text": "答😀"}, {"rules": [1]})


async def rate(database: Database, conversation_id: str, turn_id: str) -> None:
    async with database.write() as session:
        await ConversationRepository(session, clock).add_feedback(conversation_id, turn_id, helpful=True, reason="好")


class TestStart:
    async def test_a_conversation_is_found_again(self, database: Database) -> None:
        started = await start(database, "c")
        assert (started.region, started.memory, started.turns) == ("411202", Memory(), 0)
        async with database.read() as session:
            records = ConversationRepository(session, clock)
            assert await records.find("c") == started
            assert await records.find("none") is None

    async def test_codes_are_unique(self, database: Database) -> None:
        started = await asyncio.gather(*(start(database, f"c{n}") for n in range(20)))
        assert len({conversation.consult_code for conversation in started}) == 20

    async def test_a_taken_code_is_drawn_again(self, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        drawn = iter(["AAAAAA", "AAAAAA", "AAAAAA", "CCCCCC"])
        monkeypatch.setattr(conversations, "new_consult_code", lambda: next(drawn))
        assert (await start(database, "first")).consult_code == "AAAAAA"
        assert (await start(database, "second")).consult_code == "CCCCCC"

    async def test_when_no_code_is_left(self, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(conversations, "new_consult_code", lambda: "AAAAAA")
        await start(database, "first")
        with pytest.raises(Unavailable):
            await start(database, "second")

    async def test_an_id_is_used_once(self, database: Database) -> None:
        await start(database, "c")
        with pytest.raises(Conflict):
            await start(database, "c")


class TestTurns:
    async def test_are_numbered(self, database: Database) -> None:
        conversation = await start(database, "c")
        for n in range(3):
            await ask(database, conversation, f"t{n}")
        async with database.read() as session:
            ordinals = await session.scalars(select(TurnRow.ordinal).order_by(TurnRow.id))
            assert list(ordinals) == [0, 1, 2]
            found = await ConversationRepository(session, clock).find("c")
        assert found is not None
        assert found.turns == 3

    async def test_simultaneous_ones_get_a_number_each(self, database: Database) -> None:
        conversation = await start(database, "c")
        await asyncio.gather(*(ask(database, conversation, f"t{n}") for n in range(10)))
        async with database.read() as session:
            ordinals = sorted(await session.scalars(select(TurnRow.ordinal)))
        assert all(after == before + 1 for before, after in pairwise(ordinals))

    async def test_without_a_conversation(self, database: Database) -> None:
        with pytest.raises(NotFound):
            await ask(database, Conversation("none", "AAAAAA", "", "", 0), "t")


class TestAnswers:
    async def test_an_answer_is_given_once(self, database: Database) -> None:
        await ask(database, await start(database, "c"), "t")
        await answer(database, "t")
        with pytest.raises(IntegrityError):
            await answer(database, "t", "no_answer")

    async def test_the_newest_answered_turn(self, database: Database) -> None:
        conversation = await start(database, "c")
        for n in range(3):
            await ask(database, conversation, f"t{n}", f"问题{n}")
        async with database.read() as session:
            assert await ConversationRepository(session, clock).last_answered("c") == ""
        await answer(database, "t0")
        await answer(database, "t1", "clarification")
        async with database.read() as session:
            records = ConversationRepository(session, clock)
            assert await records.last_answered("c") == "t1"
            assert await records.last_answered("none") == ""

    async def test_of_another_conversation_do_not_count(self, database: Database) -> None:
        await start(database, "c")
        await ask(database, await start(database, "other"), "t")
        await answer(database, "t")
        async with database.read() as session:
            assert await ConversationRepository(session, clock).last_answered("c") == ""


FULL = Memory(
    topic_id="law-1",
    topics=("law-1", "law-0"),
    question="那要带什么材料",
    leaning=True,
    aspect=Aspect.MATERIALS,
    region="411282",
    audience=Audience.COMPANY,
    choices=("多久能办好?",),
    asked_back=True,
    policy_turn=True,
    form_open=True,
)


@pytest.mark.parametrize("memory", [Memory(), Memory(topic_id="law-1"), FULL], ids=["nothing", "topic", "everything"])
@pytest.mark.parametrize(("region", "kept"), [("", "411202"), ("411281", "411281")], ids=["no region", "region"])
async def test_remember(database: Database, memory: Memory, region: str, kept: str) -> None:
    await start(database, "c")
    async with database.write() as session:
        await ConversationRepository(session, clock).remember("c", FULL)
        await ConversationRepository(session, clock).remember("c", memory, region=region)
    async with database.read() as session:
        found = await ConversationRepository(session, clock).find("c")
    assert found is not None
    assert (found.region, found.memory) == (kept, memory)


async def test_a_conversation_from_before_remembers_its_topic(database: Database) -> None:
    await start(database, "c")
    async with database.write() as session:
        (await session.get_one(ConversationRow, "c")).topic_id = "law-1"
    async with database.read() as session:
        found = await ConversationRepository(session, clock).find("c")
    assert found is not None
    assert found.memory == Memory(topic_id="law-1")


class TestFeedback:
    async def test_is_kept_line_by_line(self, database: Database) -> None:
        await ask(database, await start(database, "c"), "t")
        await rate(database, "c", "t")
        await rate(database, "c", "t")
        async with database.read() as session:
            assert await session.scalar(select(func.count()).select_from(FeedbackRow)) == 2

    async def test_only_in_the_own_conversation(self, database: Database) -> None:
        owners = {f"t{n}": f"c{n % 3}" for n in range(6)}
        started = {conversation_id: await start(database, conversation_id) for conversation_id in set(owners.values())}
        for turn_id, conversation_id in owners.items():
            await ask(database, started[conversation_id], turn_id)
        for conversation_id in (*started, "none"):
            for turn_id in (*owners, "none"):
                if owners.get(turn_id) == conversation_id:
                    await rate(database, conversation_id, turn_id)
                else:
                    with pytest.raises(NotFound):
                        await rate(database, conversation_id, turn_id)
        async with database.read() as session:
            assert sorted(await session.scalars(select(FeedbackRow.turn_id))) == sorted(owners)
