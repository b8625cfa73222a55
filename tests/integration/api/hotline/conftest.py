from collections.abc import Callable

import pytest
from signing_in import sign_in
from starlette.testclient import TestClient
from switchboard import SETTINGS, Switchboard

from api.accounts.roles import Role


@pytest.fixture
def http(client: Callable[..., TestClient]) -> TestClient:
    """A service with a hotline, and an operator who is signed in."""
    return sign_in(client(hotline=SETTINGS), Role.OPERATOR)


@pytest.fixture
def board(http: TestClient) -> Switchboard:
    return Switchboard(http)
