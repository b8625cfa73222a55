"""Somebody of each role, signed in to a running application, without a password being hashed for each request."""

import asyncio
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

    def status_of_stream(self, path: str, headers: Mapping[str, str]) -> int:
        """Open a stream that never ends, and go away as soon as it has begun; return its status."""
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        scope = {
            "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"", "headers": raw,
            "http_version": "1.1", "scheme": "http", "root_path": "", "server": ("testserver", 80),
            "client": ("203.0.113.7", 50000),
        }  # fmt: skip

        async def work() -> int:
            begun, asked = asyncio.Event(), iter([{"type": "http.request", "body": b"", "more_body": False}])
            statuses: list[int] = []

            async def receive() -> Mapping[str, object]:
                if (request := next(asked, None)) is not None:
                    return request
                await begun.wait()
                return {"type": "http.disconnect"}

            async def send(message: Mapping[str, object]) -> None:
                if message["type"] == "http.response.start":
                    statuses.append(int(str(message["status"])))
                    begun.set()

            async with asyncio.timeout(10):
                await self.http.app(scope, receive, send)
            return statuses[0]

        return self.http.portal.call(work)

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
