"""Ways an operator's screen gets an answer: asked for at once, and for words that were looked up while they were being said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from uuid import uuid4

import httpx2

from knowledge.errors import Unavailable
from scripts.bench.arms import Milliseconds

PIECES = 3


@dataclass(frozen=True, slots=True)
class Switchboard:
    """The switchboard of a running service, as far as a call needs it."""

    address: str
    token: str

    async def ring(self, client: httpx2.AsyncClient) -> str:
        """Let a call ring; return its id. On the telephone that takes seconds, so it is never timed."""
        call = uuid4().hex
        await self.event(client, call, {"id": "ringing", "event": "ringing"})
        return call

    async def event(self, client: httpx2.AsyncClient, call: str, event: Mapping[str, Any]) -> dict[str, Any]:
        """Tell of something that happened on a call; return the reply."""
        return await self.post(client, f"calls/{call}/events", event)

    async def post(self, client: httpx2.AsyncClient, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Post to the hotline's interface.

        Raises:
            Unavailable: it was not taken.
        """
        address, headers = f"{self.address}/channels/hotline/{path}", {"authorization": f"Bearer {self.token}"}
        response = await client.post(address, json=dict(body), headers=headers)
        if response.status_code != httpx2.codes.OK:
            raise Unavailable(f"POST {address}: {response.status_code}")
        reply: dict[str, Any] = response.json()
        return reply


@dataclass(frozen=True, slots=True)
class AssistArm:
    """``POST /channels/hotline/assist``, each question on a call of its own; keeps the answers."""

    switchboard: Switchboard
    answers: list[dict[str, Any]] = field(default_factory=list)

    async def take(self, client: httpx2.AsyncClient, text: str) -> Milliseconds:
        """Ask for help; return the milliseconds."""
        call = await self.switchboard.ring(client)
        started = perf_counter()
        answer = await self.switchboard.post(client, "assist", {"call_id": call, "turn": "1", "text": text})
        elapsed = (perf_counter() - started) * 1000
        self.answers.append(answer)
        return elapsed


@dataclass(frozen=True, slots=True)
class SaidAheadArm:
    """A recogniser that tells what it hears as it hears it: three pieces that may still change, then the words that stay.

    Only the last is timed: it is what an operator waits for once the caller is silent.
    """

    switchboard: Switchboard
    answers: list[dict[str, Any]] = field(default_factory=list)

    async def take(self, client: httpx2.AsyncClient, text: str) -> Milliseconds:
        """Say a question piece by piece; return the milliseconds from its last word."""
        call = await self.switchboard.ring(client)
        for piece in range(1, PIECES + 1):
            heard = text[: len(text) * piece // PIECES]
            await self.switchboard.event(client, call, _transcript(f"{piece}", heard, final=False))
        started = perf_counter()
        reply = await self.switchboard.event(client, call, _transcript("final", text, final=True))
        elapsed = (perf_counter() - started) * 1000
        self.answers.append(reply["assist"])
        return elapsed


def _transcript(event: str, text: str, *, final: bool) -> dict[str, Any]:
    return {"id": event, "event": "transcript", "speaker": "citizen", "text": text, "final": final}
