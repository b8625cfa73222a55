"""People signed in to one application, and a citizen whose question one of them has."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.testclient import TestClient
from tiny_library import QUESTION

from api.accounts.roles import Role
from api.accounts.tables import AccountRow
from api.db.engine import Database


@dataclass
class Office:
    """An application that a module shares. Each person has a client of their own."""

    citizens: TestClient

    def person(self, name: str, role: Role, *departments: str) -> TestClient:
        """Sign somebody in."""
        portal, accounts = self.citizens.portal, self.citizens.app.state.service.accounts
        password = portal.call(lambda: accounts.add(name, role))
        portal.call(_set_departments, self.citizens.app.state.service.database, name, list(departments))
        http = TestClient(self.citizens.app, client=("127.0.0.1", 50000))
        http.portal = portal
        body = {"username": name, "password": password, "new_password": "A-new-Passw0rd"}
        http.headers["x-csrf-token"] = http.post("/api/session/password", json=body).json()["csrf_token"]
        return http

    def visitor(self) -> dict[str, str]:
        """Return the headers of a new citizen."""
        return {"x-visitor-token": self.citizens.post("/api/visitors").json()["visitor_token"]}

    def ask(self, citizen: dict[str, str], message: str = QUESTION, conversation: str | None = None) -> dict[str, Any]:
        """Ask as a citizen."""
        body = {"message": message, "conversation_id": conversation}
        return dict(self.citizens.post("/api/chat", json=body, headers=citizen).json())

    def waiting(self, message: str = QUESTION) -> tuple[dict[str, str], dict[str, Any]]:
        """Let somebody ask and leave the question; return who, and the turn."""
        citizen = self.visitor()
        turn = self.ask(citizen, message)
        left = self.citizens.post(f"/api/chat/{turn['conversation_id']}/person", json={}, headers=citizen)
        assert left.status_code == 201, left.text
        return citizen, turn

    def taken(self, staff: TestClient, message: str = QUESTION) -> tuple[dict[str, str], dict[str, Any]]:
        """The same, and let somebody take it."""
        citizen, turn = self.waiting(message)
        assert staff.post(f"/api/desk/conversations/{turn['conversation_id']}/take").status_code == 200
        return citizen, turn


async def _set_departments(database: Database, name: str, departments: Sequence[str]) -> None:
    async with database.write() as session:
        (await session.get_one(AccountRow, name)).departments = list(departments)
