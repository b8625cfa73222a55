"""The application and its switchboard."""

from dataclasses import dataclass

from starlette.testclient import TestClient

from api.http.state import ServiceState
from tests.moving_clock import MovingClock

TOKEN = "the-switchboards-token"


@dataclass
class Switchboard:
    """``http`` speaks to the application; time passes when it is told to."""

    http: TestClient
    clock: MovingClock

    @property
    def state(self) -> ServiceState:
        state: ServiceState = self.http.app.state.service
        return state
