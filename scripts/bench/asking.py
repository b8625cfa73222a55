"""One citizen with one question, who does not give up: comes back when told to, and when the connection breaks."""

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from knowledge.errors import Unavailable
from scripts.bench.stream_client import ConnectionLost, stream

_AFTER_A_LOSS_SECONDS = 2.0
_REPLY_ID = 100


@dataclass(slots=True)
class Asked:
    """What became of one question. ``seconds`` from its asking to its reply; None is without one."""

    message: str
    visitor: str
    token: str
    key: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    seconds: float | None = None
    reply: Mapping[str, Any] | None = None
    first_status_seconds: float | None = None
    queued: bool = False
    most_ahead: int = 0
    came_back: int = 0
    connections_lost: int = 0
    refused: int = 0
    replies: int = 0
    estimate_seconds: float | None = None
    complaint: str = ""


class Patience:
    """Counts the streams open now; asks until there is a reply or the patience is over."""

    def __init__(self, port: int, seconds: float) -> None:
        self.open = self.most_open = 0
        self._port = port
        self._seconds = seconds

    async def ask(self, asked: Asked) -> None:
        """Ask, and come back as often as it takes."""
        started, seen = perf_counter(), 0
        while asked.reply is None and perf_counter() - started < self._seconds:
            pause, seen = await self._once(asked, started, seen)
            if asked.reply is None:
                await asyncio.sleep(pause)

    async def _once(self, asked: Asked, started: float, seen: int) -> tuple[float, int]:
        """Open one stream; return the pause until the next, in seconds, and the id of the last event."""
        headers = {"X-Visitor-Token": asked.token} | ({"Last-Event-ID": str(seen)} if seen else {})
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        pause = _AFTER_A_LOSS_SECONDS
        try:
            async for event in stream(self._port, {"message": asked.message, "key": asked.key}, headers):
                seen = max(seen, event.id) if event.id < _REPLY_ID else seen
                pause = self._hear(asked, event.name, event.data, perf_counter() - started) or pause
        except ConnectionLost:
            asked.connections_lost += 1
        except Unavailable as error:
            asked.refused += 1
            asked.complaint = str(error)
        finally:
            self.open -= 1
        return pause, seen

    def _hear(self, asked: Asked, name: str, data: Mapping[str, Any], seconds: float) -> float | None:
        if asked.first_status_seconds is None:
            asked.first_status_seconds = seconds
        if name == "reply":
            asked.reply, asked.seconds = data, seconds
            asked.replies += 1
        elif name == "error":
            asked.refused += 1
            asked.complaint = str(data.get("code"))
        elif name == "status" and "position" in data:
            asked.queued = True
            asked.most_ahead = max(asked.most_ahead, data["position"])
            if asked.estimate_seconds is None:
                asked.estimate_seconds = seconds + data["wait_seconds"]
            asked.came_back += data["stage"] == "later"
        return float(data["retry_after"]) if "retry_after" in data else None
