"""A server of AudioSocket on a free port, and what its calls were told."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
from call_twins import SOUNDS, Kept, StartServer, Told

from api.telephony.call import Speech
from api.telephony.limits import telephony_limits
from api.telephony.scripted import ScriptedRecogniser, ScriptedSynthesiser
from api.telephony.server import AudioSocketServer
from api.voicebot.port import VoiceDialog

FAST = telephony_limits().model_copy(update={"quiet_seconds": 2.0, "write_seconds": 0.5, "hello_seconds": 0.3})


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def recogniser() -> ScriptedRecogniser:
    return ScriptedRecogniser(SOUNDS)


@pytest.fixture
def synthesiser() -> ScriptedSynthesiser:
    return ScriptedSynthesiser()


@pytest_asyncio.fixture
async def serving(
    told: Told, kept: Kept, recogniser: ScriptedRecogniser, synthesiser: ScriptedSynthesiser
) -> AsyncIterator[StartServer]:
    """Start a server with the twins, or with others; limits may be changed by name."""
    async with AsyncExitStack() as stack:

        async def start(dialog: VoiceDialog | None = None, **changes: object) -> AudioSocketServer:
            speech = Speech(dialog or told, recogniser, synthesiser, FAST.model_copy(update=changes))
            server = AudioSocketServer(speech, kept, ids=lambda: "again")
            await server.start("127.0.0.1", 0)
            stack.push_async_callback(server.stop)
            return server

        yield start
