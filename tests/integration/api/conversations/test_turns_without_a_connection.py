"""Turns go on without who asked, are joined under their key, and are answered by whoever is left."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select, update
from tiny_library import QUESTION, RehearsedDialogue

from api.conversations.orphans import Orphans
from api.conversations.question import Question
from api.conversations.repository import ConversationRepository, Particulars
from api.conversations.tables import AnswerRecordRow, ConversationRow, TurnRow
from api.dialogue.port import DialogueUnavailable, ScriptedDialogue, Utterance
from api.http.state import ServiceState
from api.service import build_service
from api.settings import Settings
from knowledge.clock import utc_now
from knowledge.embedding.hashed import HashedEncoder
from knowledge.errors import Unavailable

Running = Callable[..., AbstractAsyncContextManager[ServiceState]]
pytestmark = [pytest.mark.asyncio, pytest.mark.integration]


class Gate:
    """A dialogue that says nothing until it is opened; every turn is then answered without it."""

    def __init__(self) -> None:
        self.opened = asyncio.Event()
        self.heard: list[str] = []

    async def __call__(self, text: str, _metadata: Mapping[str, Any]) -> list[Utterance]:
        self.heard.append(text)
        await self.opened.wait()
        raise DialogueUnavailable


async def rows(state: ServiceState, table: type[Any]) -> list[Any]:
    async with state.database.read() as session:
        return list(await session.scalars(select(table)))


async def answers(state: ServiceState, count: int) -> list[Any]:
    """Wait for so many: the service looks for orphans by itself, and may have taken up one before the test did."""
    async with asyncio.timeout(10):
        while len(found := await rows(state, AnswerRecordRow)) < count:  # noqa: ASYNC110  # stored by another task
            await asyncio.sleep(0.01)
    assert len(found) == count
    return found


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110  # several things may make it true
            await asyncio.sleep(0.01)


async def test_who_stops_waiting_does_not_stop_the_turn(running: Running) -> None:
    gate = Gate()
    async with running(ScriptedDialogue(gate)) as state:
        waiting = asyncio.create_task(state.turns.take(Question(QUESTION, key="k", visitor="v")))
        await until(lambda: bool(gate.heard))
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        gate.opened.set()
        reply = await state.turns.take(Question(QUESTION, key="k", visitor="v"))
        assert [row.turn_id for row in await rows(state, AnswerRecordRow)] == [reply.message_id]
    assert len(gate.heard) == 1


async def test_asked_again_while_it_runs_it_is_joined(running: Running) -> None:
    gate = Gate()
    async with running(ScriptedDialogue(gate)) as state:
        asking = [asyncio.create_task(state.turns.take(Question(QUESTION, key="k"))) for _ in range(5)]
        await until(lambda: bool(gate.heard))
        gate.opened.set()
        replies = await asyncio.gather(*asking)
        assert len(await rows(state, TurnRow)) == 1
    assert len({reply.message_id for reply in replies}) == 1
    assert len(gate.heard) == 1


async def test_a_question_is_stored_while_it_still_waits(running: Running) -> None:
    gate = Gate()
    async with running(ScriptedDialogue(gate)) as state:
        many = state.turns.line.limits.at_once + 3
        turns = [state.turns.begin(Question(f"{QUESTION}{n}", visitor=f"v{n}")) for n in range(many)]
        await asyncio.gather(*(turn.kept for turn in turns))
        assert len(await rows(state, TurnRow)) == many
        assert await rows(state, AnswerRecordRow) == []
        gate.opened.set()
        replies = [await turn.reply() for turn in turns]
        questions = {row.id: row.question for row in await rows(state, TurnRow)}
    assert [questions[reply.message_id] for reply in replies] == [f"{QUESTION}{n}" for n in range(many)]


async def test_a_message_that_waited_is_read_in_the_light_of_the_one_before(running: Running) -> None:
    dialogue = RehearsedDialogue({QUESTION: ("ask_policy", "action_answer_policy")})
    dialogue.pause = 0.05
    async with running(dialogue) as state:
        first = await state.turns.take(Question("你好", visitor="v"))
        asked = [Question(words, first.conversation_id, visitor="v") for words in (QUESTION, "那能借多久呢")]
        one, two = await asyncio.gather(*map(state.turns.take, asked))
    assert one.citations
    assert two.reply.text.startswith("借期三十天")


async def test_a_failed_turn_is_let_go_of_and_can_be_asked_again_at_once(running: Running) -> None:
    failures = [RuntimeError("broken")]

    async def fail_once(_text: str, _metadata: Mapping[str, Any]) -> list[Utterance]:
        if failures:
            raise failures.pop()
        raise DialogueUnavailable

    async with running(ScriptedDialogue(fail_once)) as state:
        with pytest.raises(RuntimeError):
            await state.turns.take(Question(QUESTION, key="k", visitor="v"))
        async with asyncio.timeout(5):
            reply = await state.turns.take(Question(QUESTION, key="k", visitor="v"))
        assert [row.id for row in await rows(state, TurnRow)] == [reply.message_id]


async def test_at_the_end_what_is_worked_on_finishes_and_what_waits_is_let_go(running: Running) -> None:
    gate = Gate()
    async with running(ScriptedDialogue(gate)) as state:
        many = state.turns.line.limits.at_once + 2
        turns = [state.turns.begin(Question(f"{QUESTION}{n}", visitor=f"v{n}", key=f"k{n}")) for n in range(many)]
        await asyncio.gather(*(turn.kept for turn in turns))
        closing = asyncio.create_task(state.turns.close())
        await asyncio.sleep(0)
        with pytest.raises(Unavailable):
            state.turns.begin(Question(QUESTION))
        gate.opened.set()
        await closing
        for turn in turns[-2:]:
            with pytest.raises(Unavailable, match="重新启动"):
                await turn.reply()
        answered = {row.turn_id for row in await rows(state, AnswerRecordRow)}
        left = [row for row in await rows(state, TurnRow) if row.id not in answered]
    assert len(answered) == many - 2
    assert all(row.held_until <= utc_now() for row in left)


class TestOrphans:
    async def store(
        self, state: ServiceState, key: str, question: str, on: date | None = None, region: str = ""
    ) -> None:
        given = Particulars(key=key, held_until=utc_now() - timedelta(seconds=1), on=on, region=region)
        async with state.database.write() as session:
            records = ConversationRepository(session, state.clock)
            conversation = await records.start(f"c-{key}", "web", "", "v")
            await records.add_turn(f"t-{key}", conversation, question, given)

    async def test_are_answered_in_their_place_and_for_their_day(self, running: Running) -> None:
        async with running() as state:
            await self.store(state, "web:v:1", QUESTION, on=utc_now().date().replace(year=2024), region="411282")
            await self.orphans(state).answer()
            (record,) = await answers(state, 1)
            again = await state.turns.take(Question(QUESTION, key="web:v:1", visitor="v"))
        assert (record.turn_id, again.message_id) == ("t-web:v:1", "t-web:v:1")
        assert (record.provenance["on"][:4], record.provenance["region"]) == ("2024", "411282")

    async def test_whatever_one_is_like_the_others_are_answered(self, running: Running) -> None:
        async def fail(text: str, _metadata: Mapping[str, Any]) -> list[Utterance]:
            raise RuntimeError("broken") if "坏" in text else DialogueUnavailable

        async with running(ScriptedDialogue(fail)) as state:
            for n, question in enumerate(("坏问题", QUESTION, "😀", "。" * 500, "ＡＢＣ")):
                await self.store(state, f"k{n}", question)
            orphans = self.orphans(state)
            for _ in range(5):
                await orphans.answer()
            assert {row.turn_id for row in await answers(state, 4)} == {f"t-k{n}" for n in range(1, 5)}

    async def test_that_somebody_holds_are_left_alone(self, running: Running) -> None:
        async with running() as state:
            await self.store(state, "k", QUESTION)
            async with state.database.write() as session:
                await session.execute(update(TurnRow).values(held_until=utc_now() + timedelta(seconds=60)))
            orphans = self.orphans(state)
            await orphans.answer()
            assert await rows(state, AnswerRecordRow) == []
            async with state.database.write() as session:
                await session.execute(update(TurnRow).values(held_until=utc_now() - timedelta(seconds=1)))
            await orphans.answer()
            await answers(state, 1)

    async def test_wait_for_the_dialogue_of_a_service_that_has_just_started(self, running: Running) -> None:
        class Starting(RehearsedDialogue):
            async def ready(self) -> bool:
                return False

        async with running(Starting({})) as state:
            await self.store(state, "k", QUESTION)
            await self.orphans(state).answer()
            assert await rows(state, AnswerRecordRow) == []
            minutes_later = Orphans(
                state.database, state.turns, state.dialogue, lambda: utc_now() + timedelta(minutes=2)
            )
            await minutes_later.answer()
            await answers(state, 1)

    @staticmethod
    def orphans(state: ServiceState) -> Orphans:
        return Orphans(state.database, state.turns, state.dialogue, state.clock)


class TestTwoProcesses:
    """Two services on one database, as two processes are."""

    @pytest_asyncio.fixture
    async def pair(self, database_url: str, tmp_path: Path) -> AsyncIterator[Callable[..., Any]]:
        @asynccontextmanager
        async def start(name: str, dialogue: object) -> AsyncIterator[ServiceState]:
            settings = Settings(_env_file=None, data_dir=tmp_path / name, database_url=database_url)
            async with build_service(settings, encoder=HashedEncoder(), dialogue=dialogue) as (state, _):
                yield state

        yield start

    async def test_asked_again_at_another_it_is_waited_for_and_answered_once(self, pair: Callable[..., Any]) -> None:
        gate = Gate()
        question = Question(QUESTION, key="k", visitor="v")
        async with pair("one", ScriptedDialogue(gate)) as one, pair("two", ScriptedDialogue(gate)) as two:
            first = one.turns.begin(question)
            await first.kept
            second = two.turns.begin(question)
            await until(lambda: bool(gate.heard))
            assert not await second.is_over(0.3)
            gate.opened.set()
            assert (await second.reply()).message_id == (await first.reply()).message_id
            assert len(await rows(one, TurnRow)) == len(await rows(two, AnswerRecordRow)) == 1
        assert len(gate.heard) == 1

    async def test_what_one_lets_go_at_its_end_the_other_takes_over_at_once(self, pair: Callable[..., Any]) -> None:
        stuck, free = Gate(), Gate()
        free.opened.set()
        question = Question(QUESTION, key="k", visitor="v")
        async with pair("two", ScriptedDialogue(free)) as two:
            async with pair("one", ScriptedDialogue(stuck)) as one:
                limits = one.turns.line.limits.model_copy(update={"grace_seconds": 0})
                one.turns.line.limits = limits
                await one.turns.begin(question).kept
                waiting = two.turns.begin(question)
                assert not await waiting.is_over(0.3)
            async with asyncio.timeout(5):
                reply = await waiting.reply()
            assert [row.turn_id for row in await rows(two, AnswerRecordRow)] == [reply.message_id]
            assert len(await rows(two, ConversationRow)) == 1

    async def test_a_turn_that_waits_long_is_held_on_to(self, pair: Callable[..., Any]) -> None:
        gate = Gate()
        async with pair("one", ScriptedDialogue(gate)) as one:
            turn = one.turns.begin(Question(QUESTION, key="k", visitor="v"))
            await turn.kept
            await until(lambda: bool(gate.heard))
            async with one.database.write() as session:
                await session.execute(update(TurnRow).values(held_until=utc_now() + timedelta(seconds=1)))
            await one.turns.held.renew()
            (row,) = await rows(one, TurnRow)
            assert row.held_until > utc_now() + timedelta(seconds=10)
            gate.opened.set()
            await turn.reply()
