import asyncio
from uuid import UUID

import pytest
from call_twins import FIRE, QUESTION, Kept, StartServer, Told

from api.hotline.port import CallName
from api.telephony.frames import FrameKind
from api.telephony.scripted import ScriptedRecogniser, ScriptedSynthesiser, hum
from api.voicebot.port import HeardKind, Say
from tests.simulators.telephone import calling

NAME = UUID("40325ec2-5efd-4bd3-805f-53576e581d13")
LONG, LONG_SECONDS = "话" * 3000, 60  # a loaded machine lets a call wait for some of them
pytestmark = [pytest.mark.asyncio, pytest.mark.integration]


class TestACall:
    async def test_begins_with_the_greeting_and_is_known_by_the_switchboards_name(
        self, serving: StartServer, told: Told, kept: Kept
    ) -> None:
        server = await serving()
        async with calling(server.port, NAME) as telephone:
            await telephone.until_sound()
        assert told.heard[0][:2] == (CallName("audiosocket", str(NAME)), "1")
        assert list(kept.by_name) == [CallName("audiosocket", str(NAME))]

    async def test_a_question_is_answered_and_the_caller_hangs_up(
        self, serving: StartServer, told: Told, kept: Kept, synthesiser: ScriptedSynthesiser
    ) -> None:
        told.replies = {"高龄津贴怎么领": Say("到社区申请")}
        server = await serving()
        async with calling(server.port) as telephone:
            telephone.say(QUESTION)
            await telephone.until(lambda: "到社区申请" in synthesiser.said)
            telephone.hang_up()
            await telephone.until_over()
        assert told.words == ["高龄津贴怎么领"]
        assert told.kinds[-1] is HeardKind.HANGUP
        assert [by for _, by in kept.ends] == ["caller"]
        spoken = next(heard for _, _, heard in told.heard if heard.kind is HeardKind.WORDS)
        assert spoken.recognised
        assert 0.5 < spoken.confidence <= 1

    @pytest.mark.parametrize("rate", [8000, 16000, 48000])
    async def test_it_is_answered_at_the_rate_of_its_line(self, serving: StartServer, told: Told, rate: int) -> None:
        server = await serving()
        async with calling(server.port, rate=rate) as telephone:
            telephone.say(QUESTION)
            await telephone.until(lambda: telephone.heard_seconds > 0.1)  # more than the greeting
        assert told.words == ["高龄津贴怎么领"]

    async def test_silence_is_told(self, serving: StartServer, told: Told) -> None:
        server = await serving()
        async with calling(server.port) as telephone:
            await telephone.until(lambda: HeardKind.SILENCE in told.kinds)
        assert told.words == []


class TestAPerson:
    async def test_key_0_gives_the_call_back_to_the_switchboard(
        self, serving: StartServer, told: Told, kept: Kept
    ) -> None:
        told.greeting = Say(LONG)
        told.replies = {"0": Say("请稍候", transfer=True)}
        server = await serving()
        async with calling(server.port) as telephone:
            await telephone.until_sound()
            telephone.press("0")
            await telephone.until_over()
        assert telephone.ended is FrameKind.HANGUP
        assert kept.ends[0][1] == "transfer"
        assert told.kinds == [HeardKind.START, HeardKind.DIGITS]

    async def test_keys_break_off_even_what_nobody_may_speak_into(self, serving: StartServer, told: Told) -> None:
        told.greeting = Say(LONG, barge_in=False)
        told.replies = {"0": Say("请稍候", transfer=True)}
        server = await serving()
        async with calling(server.port) as telephone:
            await telephone.until_sound()
            telephone.press("0")
            await telephone.until_over()
        assert telephone.heard_seconds < LONG_SECONDS / 2

    async def test_a_call_that_the_dialogue_ends_is_ended_at_the_switchboard(
        self, serving: StartServer, told: Told, kept: Kept
    ) -> None:
        told.greeting = Say("再见", hangup=True)
        server = await serving()
        async with calling(server.port) as telephone:
            await telephone.until_over()
        assert telephone.ended is FrameKind.ERROR
        assert kept.ends[0][1] == "bot"


class TestBargingIn:
    async def test_a_caller_who_speaks_is_listened_to(
        self, serving: StartServer, told: Told, synthesiser: ScriptedSynthesiser
    ) -> None:
        told.greeting = Say(LONG)
        told.replies = {"高龄津贴怎么领": Say("到社区申请")}
        server = await serving()
        async with calling(server.port) as telephone:
            await telephone.until_sound()
            telephone.say(QUESTION)
            await telephone.until(lambda: "到社区申请" in synthesiser.said)
        assert telephone.heard_seconds < LONG_SECONDS / 2, "not all of the greeting"

    async def test_nobody_speaks_into_a_warning(self, serving: StartServer, told: Told) -> None:
        told.replies = {"家里着火了": Say("请拨打幺幺九" * 8, barge_in=False, patience=0.2)}
        server = await serving()
        async with calling(server.port) as telephone:
            telephone.say(FIRE)
            await telephone.until(lambda: telephone.heard_seconds > 0.2)
            telephone.say(QUESTION)
            await telephone.until(lambda: told.kinds[-1] is HeardKind.SILENCE)
        assert told.words == ["家里着火了"]
        assert telephone.heard_seconds > 0.96

    async def test_a_cough_does_not_keep_the_rest_back(
        self, serving: StartServer, told: Told, recogniser: ScriptedRecogniser
    ) -> None:
        told.greeting = Say("话" * 200, patience=0.2)  # four seconds
        server = await serving()
        async with calling(server.port) as telephone:
            await telephone.until_sound()
            telephone.say(hum(0.4, 8000, 1700))
            await telephone.until(lambda: HeardKind.SILENCE in told.kinds)
        assert len(recogniser.heard) == 1
        assert told.kinds[:2] == [HeardKind.START, HeardKind.SILENCE]
        assert telephone.heard_seconds >= 4


class TestManyCalls:
    async def test_each_hears_its_own(self, serving: StartServer, told: Told, kept: Kept) -> None:
        server = await serving(calls_at_once=4)

        async def ask() -> None:
            async with calling(server.port) as telephone:
                telephone.say(QUESTION)
                await telephone.until_sound()
                telephone.hang_up()
                await telephone.until_over()

        await asyncio.gather(*(ask() for _ in range(4)))
        assert len({name for name, _, _ in told.heard}) == 4
        assert [by for _, by in kept.ends] == ["caller"] * 4
