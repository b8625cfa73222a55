"""Citizens who ask while the storm blows: searches go on."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random
from time import monotonic

import httpx2

from knowledge.model.interpretation import Interpretation
from scripts.bench.storm.contents import Library
from scripts.bench.storm.replicas import Replica


@dataclass(slots=True)
class Citizens:
    """Ask one replica after the other. ``failed`` counts what a replica that was not killed did not answer."""

    replicas: Sequence[Replica]
    library: Library
    a_second: float
    milliseconds: list[float] = field(default_factory=list)
    failed: int = 0

    async def ask(self, until: asyncio.Event) -> None:
        """Ask until the event is set."""
        guides = [entry for entry in self.library.ids if entry.startswith("guide")]
        chosen = Random(self.library.seed)
        async with httpx2.AsyncClient(trust_env=False, timeout=10) as client:
            for at in count():
                if until.is_set():
                    return
                guide = self.library.content(chosen.choice(guides), 0)
                if isinstance(guide, Interpretation):
                    await self._ask(client, self.replicas[at % len(self.replicas)], guide.questions[0].question)
                await asyncio.sleep(1 / self.a_second)

    async def _ask(self, client: httpx2.AsyncClient, replica: Replica, question: str) -> None:
        lives, started = len(replica.killed), monotonic()
        try:
            reply = await client.post(f"{replica.address}/api/chat", json={"message": question})
            reply.raise_for_status()
        except httpx2.HTTPError:
            self.failed += replica.serving and len(replica.killed) == lives
            return
        self.milliseconds.append((monotonic() - started) * 1000)
