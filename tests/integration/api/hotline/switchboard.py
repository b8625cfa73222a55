"""A switchboard that reports calls over HTTP."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx2
from starlette.testclient import TestClient

from api.hotline.settings import HotlineSettings

TOKEN = "the-switchboard-token"
SETTINGS = HotlineSettings(token=TOKEN)
BEARER = {"authorization": f"Bearer {TOKEN}"}


@dataclass
class Switchboard:
    """What calls of one name are reported with."""

    http: TestClient
    call: str = "pbx-1"
    numbers: Any = field(default_factory=count)

    def event(self, event: str, *, id: str = "", **fields: object) -> httpx2.Response:  # noqa: A002
        body = {"id": id or f"e{next(self.numbers)}", "event": event, **fields}
        return self.http.post(f"/channels/hotline/calls/{self.call}/events", json=body, headers=BEARER)

    def says(self, text: str, **fields: object) -> dict[str, Any]:
        response = self.event("transcript", text=text, **fields)
        assert response.status_code == 200, response.text
        return dict(response.json())

    def assist(self, turn: str, text: str, **fields: object) -> httpx2.Response:
        body = {"call_id": self.call, "turn": turn, "text": text, **fields}
        return self.http.post("/channels/hotline/assist", json=body, headers=BEARER)

    def use(self, turn: str, kind: str, **fields: object) -> httpx2.Response:
        body = {"call_id": self.call, "turn": turn, "kind": kind, **fields}
        return self.http.post("/channels/hotline/uses", json=body, headers=BEARER)
