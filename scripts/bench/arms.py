"""Ways of taking a turn, to be compared: through the whole service, and through a bare Rasa."""

from base64 import b64encode
from collections import Counter
from dataclasses import dataclass, field
from statistics import fmean
from time import perf_counter
from typing import Any, Protocol
from uuid import uuid4

import httpx2

from knowledge.embedding.encoder import Encoder
from knowledge.errors import Unavailable

Milliseconds = float


class Arm(Protocol):
    """One of the things compared."""

    async def take(self, client: httpx2.AsyncClient, text: str) -> Milliseconds:
        """Take one turn in a conversation of its own and return how long it took.

        Raises:
            Unavailable: there was no proper reply.
        """


@dataclass(frozen=True, slots=True)
class ServiceArm:
    """``POST /api/chat``; keeps the replies."""

    address: str
    replies: list[dict[str, Any]] = field(default_factory=list)

    async def take(self, client: httpx2.AsyncClient, text: str) -> Milliseconds:
        """Ask the service."""
        started = perf_counter()
        response = await client.post(f"{self.address}/api/chat", json={"message": text})
        elapsed = (perf_counter() - started) * 1000
        if response.status_code != httpx2.codes.OK:
            raise Unavailable(f"POST /api/chat: {response.status_code}")
        self.replies.append(response.json())
        return elapsed

    def account(self, last: int) -> dict[str, Any]:
        """Return what came of the last turns, and the mean milliseconds of their parts by the service's own account."""
        replies = self.replies[-last:]
        return {
            "outcomes": dict(Counter(reply["outcome"] for reply in replies)),
            "degraded": sum(reply["degraded"] for reply in replies),
            "mean_ms": {part: fmean(reply["timing_ms"][part] for reply in replies) for part in replies[0]["timing_ms"]},
        }


@dataclass(frozen=True, slots=True)
class BareArm:
    """Rasa's REST channel. With an encoder the vector is handed along, ready made and not timed, as a help."""

    address: str
    encoder: Encoder | None = None

    async def take(self, client: httpx2.AsyncClient, text: str) -> Milliseconds:
        """Ask Rasa."""
        message = {"sender": uuid4().hex, "message": text, "metadata": self._metadata(text)}
        started = perf_counter()
        response = await client.post(f"{self.address}/webhook", json=message)
        elapsed = (perf_counter() - started) * 1000
        if response.status_code != httpx2.codes.OK or not response.json():
            raise Unavailable(f"Rasa: {response.status_code} {response.text[:80]}")
        return elapsed

    def _metadata(self, text: str) -> dict[str, str]:
        if self.encoder is None:
            return {}
        vector = self.encoder.encode_queries([text])[0].astype("<f2")
        return {"vector": b64encode(vector.tobytes()).decode(), "vector_model": self.encoder.family}
