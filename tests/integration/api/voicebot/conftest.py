"""The application with its bot, as a switchboard reaches it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from exchange import TOKEN, Switchboard
from kept_calls import KeptCalls
from pydantic import SecretStr
from starlette.testclient import TestClient

from api.hotline.settings import HotlineSettings
from api.voicebot.wiring import with_voicebot
from tests.moving_clock import MovingClock


@pytest.fixture
def switchboard(client: Callable[..., TestClient]) -> Callable[..., Switchboard]:
    """Start the application with a bot and return its switchboard."""

    def start(*, bot: bool = True, **settings: object) -> Switchboard:
        hotline = HotlineSettings(token=SecretStr(TOKEN)).model_copy(update=settings)
        board = Switchboard(client(hotline=hotline), MovingClock())
        state = replace(board.state, clock=board.clock, voicebot=None)
        calls = KeptCalls(state.database, board.clock)
        board.http.app.state.service = with_voicebot(state, calls) if bot else state
        return board

    return start
