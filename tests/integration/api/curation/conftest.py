"""People of a hotline's knowledge base, and the service they work with, on both databases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from starlette.testclient import TestClient

from api.accounts.roles import Role
from api.accounts.service import Account
from api.curation.content import content_json
from api.curation.service import CurationService
from api.db.engine import Database
from api.records.codec import Content
from knowledge.model.document import PolicyDocument
from knowledge.model.passage import Passage
from tests.contents import DOCUMENT, INTERPRETATION, clock

GUIDE = replace(INTERPRETATION, documents=(DOCUMENT.title,))


def account(name: str, role: Role, *departments: str) -> Account:
    return Account(name, name, role, False, departments)


WRITER = account("writer", Role.CURATOR, "测试局")
STRANGER = account("stranger", Role.CURATOR, "别的局")
REVIEWER = account("reviewer", Role.REVIEWER)
PUBLISHER = account("publisher", Role.PUBLISHER)
ADMIN = account("admin", Role.ADMINISTRATOR)


class SilentIndex:
    """An index that nobody asks."""

    def __init__(self) -> None:
        self.prepared: list[str] = []

    async def prepare(self, passages: Sequence[Passage]) -> None:
        self.prepared += [passage.id for passage in passages]

    async def catch_up(self) -> None:
        return


@dataclass
class MovingClock:
    """A clock that moves when it is told to."""

    now: datetime = field(default_factory=clock)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def ticking() -> MovingClock:
    return MovingClock()


@pytest.fixture
def desk(database: Database, ticking: MovingClock) -> CurationService:
    """The service with two pairs of eyes."""
    return CurationService(database, SilentIndex(), ticking, 2)


async def written(desk: CurationService, content: Content = DOCUMENT, who: Account = WRITER) -> str:
    """Make a draft and return its id."""
    kind = "document" if isinstance(content, PolicyDocument) else "interpretation"
    return (await desk.create(who, kind, content_json(content), "测试")).entry_id


async def reviewed(desk: CurationService, content: Content = DOCUMENT, who: Account = WRITER) -> str:
    """Bring a draft to where it may be published."""
    entry_id = await written(desk, content, who)
    await desk.submit(who, entry_id, 1, "")
    await desk.approve(REVIEWER, entry_id, 1, "")
    return entry_id


async def released(desk: CurationService, content: Content = DOCUMENT, who: Account = WRITER) -> str:
    """Publish an entry as it is done."""
    entry_id = await reviewed(desk, content, who)
    await desk.publish(PUBLISHER, entry_id, 1)
    return entry_id


Signed = Callable[..., TestClient]


@pytest.fixture
def signed(client: Callable[..., TestClient]) -> Signed:
    """Sign people in; each has a client of the same application."""
    first = client()
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


async def _set_departments(database: Database, name: str, departments: list[str]) -> None:
    from api.accounts.tables import AccountRow

    async with database.write() as session:
        (await session.get_one(AccountRow, name)).departments = departments
