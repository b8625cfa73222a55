"""The AudioSocket server as a part of the running service."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import replace

import pytest
from call_twins import Kept, Told

from api.hotline.settings import HotlineSettings
from api.http.sockets import free_port
from api.http.state import ServiceState
from api.settings import Settings
from api.telephony import wiring
from api.telephony.errors import EngineUnavailable
from api.telephony.scripted import ScriptedRecogniser, ScriptedSynthesiser
from api.telephony.wiring import start_telephone, with_telephone
from tests.simulators.telephone import calling

Running = Callable[..., AbstractAsyncContextManager[ServiceState]]
pytestmark = [pytest.mark.asyncio, pytest.mark.integration]


@pytest.fixture
def listening(service_settings: Settings) -> Settings:
    """Settings with a port."""
    return service_settings.model_copy(update={"hotline": HotlineSettings(audiosocket_port=free_port())})


def with_bot(state: ServiceState, told: Told, kept: Kept) -> ServiceState:
    """Return the state with a bot that says what the test tells it."""
    assert state.voicebot
    return replace(state, voicebot=replace(state.voicebot, dialog=told, calls=kept))


async def test_without_a_port_there_is_none(running: Running, told: Told, kept: Kept) -> None:
    async with running() as state:
        assert with_telephone(with_bot(state, told, kept)).telephone is None


async def test_a_port_without_engines_is_refused_with_the_reason(
    running: Running, listening: Settings, told: Told, kept: Kept
) -> None:
    async with running() as state:
        with pytest.raises(EngineUnavailable) as raised:
            with_telephone(with_bot(replace(state, settings=listening), told, kept))
    assert "YIHAODA_HOTLINE__RECOGNISER" in raised.value.remedy


async def test_it_listens_as_long_as_the_service_runs(
    running: Running, listening: Settings, told: Told, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "recogniser_of", lambda _settings: ScriptedRecogniser([]))
    monkeypatch.setattr(wiring, "synthesiser_of", lambda _settings: ScriptedSynthesiser())
    async with running() as state:
        telephone = with_telephone(with_bot(replace(state, settings=listening), told, kept)).telephone
        async with AsyncExitStack() as stack:
            await start_telephone(stack, telephone, listening)
            async with calling(listening.hotline.audiosocket_port) as caller:
                await caller.until_sound()
        with pytest.raises(OSError, match="Connect call failed"):
            await asyncio.open_connection("127.0.0.1", listening.hotline.audiosocket_port)
    assert len(kept.by_name) == 1
