"""The service that staff work with on both databases, and people signed in to a whole application."""

from collections.abc import Callable, Sequence

import pytest
from hotline_staff import MovingClock, SilentIndex
from starlette.testclient import TestClient

from api.accounts.roles import Role
from api.accounts.tables import AccountRow
from api.curation.service import CurationService
from api.db.engine import Database


@pytest.fixture
def ticking() -> MovingClock:
    return MovingClock()


@pytest.fixture
def desk(database: Database, ticking: MovingClock) -> CurationService:
    """The service with two pairs of eyes."""
    return CurationService(database, SilentIndex(), ticking, 2)


Signed = Callable[..., TestClient]


@pytest.fixture(scope="module")
def signed(visitor: TestClient) -> Signed:
    """Sign people in to the application that a module shares; each has a client of their own."""
    first = visitor
    accounts = first.app.state.service.accounts

    def sign(name: str, role: Role, departments: Sequence[str] = ()) -> TestClient:
        password = first.portal.call(lambda: accounts.add(name, role))
        first.portal.call(_set_departments, first.app.state.service.database, name, list(departments))
        http = TestClient(first.app, client=("127.0.0.1", 50000))
        http.portal = first.portal
        body = {"username": name, "password": password, "new_password": "A-new-Passw0rd"}
        http.headers["x-csrf-token"] = http.post("/api/session/password", json=body).json()["csrf_token"]
        return http

    return sign


@pytest.fixture(scope="module")
def people(signed: Signed) -> Sequence[TestClient]:
    """A curator, a reviewer and a publisher, whom all tests of a module share."""
    return (
        signed("writer", Role.CURATOR, ["图书馆"]),
        signed("reviewer", Role.REVIEWER),
        signed("publisher", Role.PUBLISHER),
    )


async def _set_departments(database: Database, name: str, departments: list[str]) -> None:
    async with database.write() as session:
        (await session.get_one(AccountRow, name)).departments = departments
