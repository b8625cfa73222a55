"""Somebody of each role, signed in to a running application, without a password being hashed for each request."""

from collections.abc import Mapping

from starlette.testclient import TestClient

from api.accounts.account import Origin
from api.accounts.auth import COOKIE
from api.accounts.roles import Role
from api.accounts.tables import AccountRow


class Desk:
    """Opens sessions for people who were recognised elsewhere."""

    def __init__(self, http: TestClient) -> None:
        self.http = http
        self._accounts = http.app.state.service.accounts

    def add(self, role: Role, username: str = "") -> str:
        """Add somebody; return the name."""
        name = username or f"the.{role}"
        departments = ["图书馆"] if role is Role.CURATOR else []
        self.http.portal.call(lambda: self._accounts.add(name, role, departments=departments))
        return name

    def headers(self, username: str, *, csrf: bool = True, confirmed: bool = True) -> Mapping[str, str]:
        """Open a session; return the headers of a request in it."""

        async def work() -> Mapping[str, str]:
            parts = self._accounts.parts
            async with parts.database.write() as session:
                row = await session.get_one(AccountRow, username)
                found = await parts.sessions(session).open(
                    row, Origin("192.0.2.1", "Edge · Windows"), confirmed_at=parts.clock() if confirmed else None
                )
            headers = {"cookie": f"{COOKIE}={found.token}"}
            return {**headers, "x-csrf-token": found.csrf_token} if csrf else headers

        return self.http.portal.call(work)
