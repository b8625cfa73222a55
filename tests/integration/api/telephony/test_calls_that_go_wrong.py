import asyncio
import contextlib
from uuid import UUID

import pytest
from call_twins import QUESTION, Kept, StartServer, Told

from api.telephony.call import Speech
from api.telephony.errors import LineTaken
from api.telephony.frames import FrameKind
from api.telephony.limits import telephony_limits
from api.telephony.scripted import ScriptedRecogniser, ScriptedSynthesiser
from api.telephony.server import AudioSocketServer
from api.voicebot.port import HeardKind, Say
from knowledge.errors import Unavailable
from tests.simulators.telephone import calling

NAME = UUID("40325ec2-5efd-4bd3-805f-53576e581d13")
SENTENCES = telephony_limits().sentences
pytestmark = [pytest.mark.asyncio, pytest.mark.integration]


async def idle(server: AudioSocketServer) -> None:
    """Wait until no call is led."""
    async with asyncio.timeout(10):
        while server.live:  # noqa: ASYNC110  # the server has nobody to tell
            await asyncio.sleep(0.01)


class TestALineThatBreaks:
    async def test_in_the_middle_of_a_question_the_question_is_kept(
        self, serving: StartServer, told: Told, kept: Kept
    ) -> None:
        server = await serving()
        async with calling(server.port) as telephone:
            await telephone.until_sound()
            telephone.say(QUESTION, pause=0.1)
            telephone.hang_up()
            await telephone.until_over()
        assert told.words == ["高龄津贴怎么领"]
        assert told.kinds[-1] is HeardKind.HANGUP
        assert kept.ends[0][1] == "caller"

    async def test_without_a_word_the_call_is_over(self, serving: StartServer, told: Told, kept: Kept) -> None:
        told.greeting = Say("话" * 200)
        server = await serving()
        async with calling(server.port) as telephone:
            await telephone.until_sound()
            telephone.break_off()
            await idle(server)
        assert told.kinds == [HeardKind.START, HeardKind.HANGUP]
        assert len(kept.ends) == 1

    async def test_on_which_nothing_comes_is_given_up(self, serving: StartServer, kept: Kept) -> None:
        server = await serving(quiet_seconds=0.3)
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(b"\x01\x00\x10" + NAME.bytes)
        await asyncio.wait_for(reader.read(), 10)
        await idle(server)
        writer.transport.abort()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
        assert kept.ends[0][1] == "failure"


class TestWhatIsNoCall:
    @pytest.mark.parametrize(
        "data", [b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"\x10\x00\x02\0\0", b"\x01\x00\x10short", b"", b"\xff" * 5000]
    )
    async def test_is_closed_and_told_to_nobody(
        self, serving: StartServer, told: Told, kept: Kept, data: bytes
    ) -> None:
        server = await serving()
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(data)
        with contextlib.suppress(ConnectionError):
            assert await asyncio.wait_for(reader.read(), 10) == b""
        await idle(server)
        writer.transport.abort()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
        assert (told.heard, kept.ends) == ([], [])

    async def test_a_flood_of_sound_is_cut_off(self, serving: StartServer, kept: Kept) -> None:
        server = await serving(ahead_seconds=1.0)
        async with calling(server.port) as telephone:
            telephone.be_silent(30)
            await telephone.until_over()
        await idle(server)
        assert kept.ends[0][1] == "failure"


class TestWhatFails:
    async def test_a_dialogue_that_fails_leads_to_a_person(
        self, serving: StartServer, told: Told, kept: Kept, synthesiser: ScriptedSynthesiser
    ) -> None:
        told.fails = Unavailable("the database is gone")
        server = await serving()
        async with calling(server.port) as telephone:
            await telephone.until_over()
        assert telephone.ended is FrameKind.HANGUP
        assert synthesiser.said == [SENTENCES.unavailable]
        assert kept.ends[0][1] == "transfer"

    async def test_a_recogniser_that_fails_leads_to_a_person(
        self, serving: StartServer, kept: Kept, recogniser: ScriptedRecogniser
    ) -> None:
        recogniser.broken = True
        server = await serving()
        async with calling(server.port) as telephone:
            telephone.say(QUESTION)
            await telephone.until_over()
        assert telephone.ended is FrameKind.HANGUP
        assert kept.ends[0][1] == "transfer"

    async def test_without_a_voice_the_call_goes_on_with_a_person(
        self, serving: StartServer, kept: Kept, synthesiser: ScriptedSynthesiser
    ) -> None:
        synthesiser.broken = True
        server = await serving()
        async with calling(server.port) as telephone:
            await telephone.until_over()
        assert telephone.ended is FrameKind.HANGUP
        assert kept.ends[0][1] == "transfer"

    async def test_a_call_that_takes_too_long_goes_on_with_a_person(
        self, serving: StartServer, synthesiser: ScriptedSynthesiser
    ) -> None:
        server = await serving(call_seconds=0.5)
        async with calling(server.port) as telephone:
            await telephone.until_over()
        assert telephone.ended is FrameKind.HANGUP
        assert synthesiser.said[-1] == SENTENCES.too_long

    async def test_a_call_that_cannot_be_written_down_is_led_all_the_same(
        self, serving: StartServer, told: Told, kept: Kept
    ) -> None:
        kept.broken = True
        server = await serving()
        async with calling(server.port, NAME) as telephone:
            telephone.say(QUESTION)
            telephone.hang_up()
            await telephone.until_over()
        assert told.words == ["高龄津贴怎么领"]
        assert {name.external_id for name, _, _ in told.heard} == {
            f"{NAME}/again"
        }  # whose call that name was, nobody can tell


class TestNamesAndNumbers:
    async def test_one_more_than_can_be_led_goes_to_a_person_at_once(self, serving: StartServer, told: Told) -> None:
        server = await serving(calls_at_once=1)
        async with calling(server.port) as first:
            await first.until_sound()
            async with calling(server.port) as second:
                await second.until_over()
                assert second.ended is FrameKind.HANGUP
            assert not first.closed.is_set()
        assert len({name for name, _, _ in told.heard}) == 1

    async def test_a_name_given_twice_is_never_another_callers_call(self, serving: StartServer, told: Told) -> None:
        server = await serving()
        async with calling(server.port, NAME) as first:
            await first.until_sound()
            async with calling(server.port, NAME) as second:
                await second.until_sound()
        await idle(server)
        async with calling(server.port, NAME) as third:
            await third.until_sound()
        names = [name.external_id for name, _, heard in told.heard if heard.kind is HeardKind.START]
        assert names == [str(NAME), f"{NAME}/again", f"{NAME}/again"]

    async def test_a_port_in_use_is_said(self, serving: StartServer, told: Told) -> None:
        server = await serving()
        speech = Speech(told, ScriptedRecogniser([]), ScriptedSynthesiser())
        with pytest.raises(LineTaken, match=str(server.port)):
            await AudioSocketServer(speech).start("127.0.0.1", server.port)


class TestStopping:
    async def test_calls_go_on_with_a_person(self, serving: StartServer, told: Told, kept: Kept) -> None:
        told.greeting = Say("话" * 200)
        server = await serving()
        async with calling(server.port) as telephone:
            await telephone.until_sound()
            await server.stop()
            await telephone.until_over()
        assert telephone.ended is FrameKind.HANGUP
        assert kept.ends[0][1] == "transfer"
        assert (server.live, server.port) == (0, 0)

    async def test_a_server_that_never_started_stops_as_well(self, told: Told) -> None:
        server = AudioSocketServer(Speech(told, ScriptedRecogniser([]), ScriptedSynthesiser()))
        await server.stop()
        assert server.port == 0
