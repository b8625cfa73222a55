"""The service's own dialogue behind AudioSocket: real turns over the tiny library, a real voice, a recogniser that knows the sounds."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from uuid import UUID

import pytest
from sqlalchemy import select
from tiny_library import CONCLUSION, QUESTION, RehearsedDialogue

from api.conversations.tables import AnswerRecordRow
from api.hotline.port import CallName, CallState
from api.hotline.tables import CallPieceRow
from api.http.state import ServiceState
from api.telephony.call import Speech
from api.telephony.espeak import EspeakSynthesiser, has_espeak
from api.telephony.frames import FrameKind
from api.telephony.mended import MendedRecogniser
from api.telephony.scripted import ScriptedRecogniser
from api.telephony.server import AudioSocketServer
from knowledge.spoken_input.mending import default_mending
from tests.conftest import missing
from tests.simulators.telephone import Telephone, calling

Running = Callable[..., AbstractAsyncContextManager[ServiceState]]
NAME = UUID("40325ec2-5efd-4bd3-805f-53576e581d13")
FIRE, PERSON = "家里着火了", "转人工"
HEARD_AS = {QUESTION: QUESTION.rstrip("？"), FIRE: "家里找火了", PERSON: "赚人工"}
pytestmark = [pytest.mark.asyncio, pytest.mark.integration]


@pytest.fixture
def voice() -> EspeakSynthesiser:
    """The voice of both sides."""
    if not has_espeak():
        missing("no espeak-ng on PATH: apt install espeak-ng")
    return EspeakSynthesiser()


async def serve(state: ServiceState, voice: EspeakSynthesiser) -> AudioSocketServer:
    """Take calls with the dialogue of the service."""
    assert state.voicebot is not None
    known = [(await voice.speak(said, 8000), heard_as) for said, heard_as in HEARD_AS.items()]
    recogniser = MendedRecogniser(ScriptedRecogniser(known), default_mending().mend)
    server = AudioSocketServer(Speech(state.voicebot.dialog, recogniser, voice), state.voicebot.calls)
    await server.start("127.0.0.1", 0)
    return server


async def said_to(telephone: Telephone, words: str, voice: EspeakSynthesiser, state: ServiceState) -> str:
    """Say something into the greeting and wait until the reply has been heard; return the reply."""
    await telephone.until_sound()
    telephone.say(await voice.speak(words, 8000), pause=0.8)
    async with asyncio.timeout(30):
        while not (reply := await _last_said(state)):  # noqa: ASYNC110  # another task stores it
            await asyncio.sleep(0.02)
    wanted = (await voice.speak(reply, 8000)).samples
    await telephone.until(lambda: wanted in telephone.heard)
    return reply


async def _last_said(state: ServiceState) -> str:
    """What the bot said last, once there was more than the greeting."""
    async with state.database.read() as session:
        rows = (await session.scalars(select(CallPieceRow).order_by(CallPieceRow.id))).all()
    spoken = [row.text for row in rows if row.speaker == "bot"]
    return spoken[-1] if len(spoken) > 1 else ""


async def test_a_spoken_question_is_read_back_and_answered(running: Running, voice: EspeakSynthesiser) -> None:
    policy = dict.fromkeys(HEARD_AS.values(), ("ask_policy", "action_answer_policy"))
    async with running(RehearsedDialogue(policy)) as state:
        server = await serve(state, voice)
        async with calling(server.port, NAME) as telephone:
            reply = await said_to(telephone, QUESTION, voice, state)
            telephone.hang_up()
            await telephone.until_over()
        await server.stop()
        call = await state.voicebot.calls.find(CallName("audiosocket", str(NAME)))
        async with state.database.read() as session:
            turns = (await session.scalars(select(AnswerRecordRow.outcome))).all()
    assert reply.startswith("您问的是")
    assert CONCLUSION.rstrip("。") in reply
    assert call.state is CallState.ENDED
    assert turns == ["answered"]


async def test_a_person_is_reached_by_words_and_by_key_0(running: Running, voice: EspeakSynthesiser) -> None:
    async with running() as state:
        server = await serve(state, voice)
        async with calling(server.port) as telephone:
            await telephone.until_sound()
            telephone.say(await voice.speak(PERSON, 8000))
            await telephone.until_over()
        assert telephone.ended is FrameKind.HANGUP
        async with calling(server.port) as telephone:
            await telephone.until_sound()
            telephone.press("0")
            await telephone.until_over()
        assert telephone.ended is FrameKind.HANGUP
        await server.stop()


async def test_a_fire_gives_119_first(running: Running, voice: EspeakSynthesiser) -> None:
    async with running() as state:
        server = await serve(state, voice)
        async with calling(server.port) as telephone:
            reply = await said_to(telephone, FIRE, voice, state)
            telephone.break_off()
        await server.stop()
    assert "一一九" in reply or "幺幺九" in reply
