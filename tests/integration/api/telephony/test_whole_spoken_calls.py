"""Whole calls with a real voice: espeak-ng speaks for the caller and for the service; the recogniser knows the caller's sounds by heart."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
import pytest_asyncio
from call_twins import Kept, Told

from api.telephony.call import Speech
from api.telephony.espeak import EspeakSynthesiser, has_espeak
from api.telephony.frames import FrameKind
from api.telephony.mended import MendedRecogniser
from api.telephony.scripted import ScriptedRecogniser
from api.telephony.server import AudioSocketServer
from api.voicebot.port import HeardKind, Say
from knowledge.spoken_input.mending import default_mending
from tests.conftest import missing
from tests.simulators.telephone import Telephone, calling

GREETING, AGAIN = "您好，请讲。", "请再说一遍。"
ANSWER = "您问的是：高龄津贴怎么领。带身份证到社区申请。"
PERSON = "正在为您转接人工，请稍候。"
FIRE = "请先拨打幺幺九。"
HEARD_AS = {"高龄津贴怎么领": "高零今天怎么领", "转人工": "赚人工", "家里着火了": "家里找火了"}
"""What the caller says, and what a recogniser takes it for."""

pytestmark = [pytest.mark.asyncio, pytest.mark.integration]


class SpokenCall:
    """A caller whose words are sounds, and what is said to them as sound."""

    def __init__(self, telephone: Telephone, voice: EspeakSynthesiser) -> None:
        self.telephone, self._voice = telephone, voice

    async def say(self, words: str) -> None:
        """Say it."""
        self.telephone.say(await self._voice.speak(words, 8000), pause=0.8)

    async def hears(self, words: str) -> None:
        """Wait until all of this was said to the caller."""
        wanted = (await self._voice.speak(words, 8000)).samples
        await self.telephone.until(lambda: wanted in self.telephone.heard)

    async def has_heard(self, words: str) -> bool:
        """Whether all of this was said to the caller."""
        return (await self._voice.speak(words, 8000)).samples in self.telephone.heard


Dial = Callable[[], AbstractAsyncContextManager[SpokenCall]]


@pytest.fixture
def voice() -> EspeakSynthesiser:
    """The voice of both sides."""
    if not has_espeak():
        missing("no espeak-ng on PATH: apt install espeak-ng")
    return EspeakSynthesiser()


@pytest_asyncio.fixture
async def dial(voice: EspeakSynthesiser, told: Told, kept: Kept) -> AsyncIterator[Dial]:
    """Call a server whose dialogue greets, answers, hands over and warns."""
    told.greeting, told.otherwise = Say(GREETING), Say(AGAIN)
    told.replies = {
        "高龄津贴怎么领": Say(ANSWER),
        "转人工": Say(PERSON, listens=False, transfer=True),
        "0": Say(PERSON, listens=False, transfer=True),
        "家里着火了": Say(FIRE, barge_in=False),
    }
    known = [(await voice.speak(said, 8000), heard_as) for said, heard_as in HEARD_AS.items()]
    recogniser = MendedRecogniser(ScriptedRecogniser(known), default_mending().mend)
    server = AudioSocketServer(Speech(told, recogniser, voice), kept)
    await server.start("127.0.0.1", 0)

    @asynccontextmanager
    async def call() -> AsyncIterator[SpokenCall]:
        async with calling(server.port) as telephone:
            yield SpokenCall(telephone, voice)

    yield call
    await server.stop()


async def test_a_spoken_question_is_read_back_and_answered_aloud(dial: Dial, told: Told, kept: Kept) -> None:
    async with dial() as call:
        await call.hears(GREETING)
        await call.say("高龄津贴怎么领")
        await call.hears(ANSWER)
        call.telephone.hang_up()
        await call.telephone.until_over()
    assert told.words == ["高龄津贴怎么领"]  # the homophones are put right
    assert told.kinds == [HeardKind.START, HeardKind.WORDS, HeardKind.HANGUP]
    assert [by for _, by in kept.ends] == ["caller"]


async def test_asking_for_a_person_hands_the_call_over(dial: Dial, told: Told, kept: Kept) -> None:
    async with dial() as call:
        await call.hears(GREETING)
        await call.say("转人工")
        await call.telephone.until_over()
        assert await call.has_heard(PERSON)
    assert told.words == ["转人工"]
    assert call.telephone.ended is FrameKind.HANGUP
    assert [by for _, by in kept.ends] == ["transfer"]


async def test_key_0_hands_the_call_over_in_the_middle_of_an_answer(dial: Dial, kept: Kept) -> None:
    async with dial() as call:
        await call.hears(GREETING)
        await call.say("高龄津贴怎么领")
        before = call.telephone.heard_seconds
        await call.telephone.until(lambda: call.telephone.heard_seconds > before + 0.3)
        call.telephone.press("0")
        await call.telephone.until_over()
        assert not await call.has_heard(ANSWER)
        assert await call.has_heard(PERSON)
    assert [by for _, by in kept.ends] == ["transfer"]


async def test_a_fire_gives_the_number_first_and_whole(dial: Dial, told: Told) -> None:
    async with dial() as call:
        await call.hears(GREETING)
        await call.say("家里着火了")
        before = call.telephone.heard_seconds
        await call.telephone.until(lambda: call.telephone.heard_seconds > before + 0.2)
        await call.say("高龄津贴怎么领")
        await call.hears(FIRE)
    assert told.words == ["家里着火了"]


async def test_speaking_into_an_answer_stops_it(dial: Dial, told: Told) -> None:
    async with dial() as call:
        await call.hears(GREETING)
        await call.say("高龄津贴怎么领")
        before = call.telephone.heard_seconds
        await call.telephone.until(lambda: call.telephone.heard_seconds > before + 0.3)
        await call.say("转人工")
        await call.telephone.until_over()
        assert not await call.has_heard(ANSWER)
        assert await call.has_heard(PERSON)
    assert told.words == ["高龄津贴怎么领", "转人工"]


async def test_a_call_that_ends_in_the_middle_of_a_question_loses_nothing(dial: Dial, told: Told, kept: Kept) -> None:
    async with dial() as call:
        await call.hears(GREETING)
        await call.say("高龄津贴怎么领")
        call.telephone.hang_up()
        await call.telephone.until_over()
    assert told.words == ["高龄津贴怎么领"]
    assert told.kinds[-1] is HeardKind.HANGUP
    assert [by for _, by in kept.ends] == ["caller"]
