"""A turn on the telephone, as jambonz takes it, and one as the widget takes it: each in a conversation that has begun."""

import secrets
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from uuid import uuid4

import httpx2

from api.visitors.tokens import VisitorTokens
from knowledge.errors import Unavailable
from scripts.bench.arms import Milliseconds

_ADDRESS, _HELLO = "/channels/voicebot/jambonz", "你好"


@dataclass(frozen=True, slots=True)
class VoiceArm:
    """A call for each turn; its greeting is not timed. Keeps what was said."""

    address: str
    token: str
    said: list[str] = field(default_factory=list)

    async def take(self, client: httpx2.AsyncClient, text: str) -> Milliseconds:
        """Say a question into a call, clearly."""
        headers, call = {"authorization": f"Bearer {self.token}"}, {"call_sid": uuid4().hex, "from": "13800138000"}
        await _post(client, f"{self.address}{_ADDRESS}", call, headers)
        speech = {"alternatives": [{"transcript": text, "confidence": 0.95}]}
        gathered: dict[str, Any] = {**call, "reason": "speechDetected", "speech": speech}
        started = perf_counter()
        verbs = await _post(client, f"{self.address}{_ADDRESS}/steps/1", gathered, headers)
        elapsed = (perf_counter() - started) * 1000
        self.said.append(str(verbs[0]))
        return elapsed


@dataclass(frozen=True, slots=True)
class WidgetArm:
    """A visitor for each turn, with a key, as the widget asks; their hello is not timed."""

    address: str
    visitors: VisitorTokens

    async def take(self, client: httpx2.AsyncClient, text: str) -> Milliseconds:
        """Ask a question in a conversation."""
        headers, address = {"x-visitor-token": self.visitors.issue().token}, f"{self.address}/api/chat"
        begun = await _post(client, address, {"message": _HELLO}, headers)
        asked = {"message": text, "conversation_id": begun["conversation_id"], "key": secrets.token_urlsafe(12)}
        started = perf_counter()
        await _post(client, address, asked, headers)
        return (perf_counter() - started) * 1000


async def _post(client: httpx2.AsyncClient, address: str, body: dict[str, Any], headers: dict[str, str]) -> Any:  # noqa: ANN401  # any JSON
    response = await client.post(address, json=body, headers=headers)
    if response.status_code != httpx2.codes.OK:
        raise Unavailable(f"POST {address}: {response.status_code}")
    return response.json()
