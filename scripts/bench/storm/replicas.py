"""The replicas as processes: started, killed without a word, started again."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

import httpx2

from api.http.sockets import free_port
from knowledge.errors import Unavailable
from scripts.bench.places import ROOT
from scripts.bench.storm.sightings import Life, read_timeline

_START_SECONDS, _LOOK_SECONDS = 120.0, 0.05


@dataclass(slots=True)
class Replica:
    """One replica over its lives. ``killed`` says when, on the monotonic clock, each life but the last ended."""

    folder: Path
    environment: Mapping[str, str]
    model: bool = False
    port: int = field(default_factory=free_port)
    killed: list[float] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None
    serving: bool = False

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it; it does not serve yet."""
        self.folder.mkdir(parents=True, exist_ok=True)
        own = {"YIHAODA_DATA_DIR": str(self.folder), "YIHAODA_PORT": str(self.port), "YIHAODA_HOST": "127.0.0.1"}
        command = [sys.executable, "-m", "scripts.bench.storm.replica", str(self._timeline(len(self.killed)))]
        command += ["--model"] if self.model else []
        with (self.folder / "output").open("ab") as output:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=dict(os.environ) | dict(self.environment) | own, stdin=subprocess.DEVNULL,
                stdout=output, stderr=output,
            )  # fmt: skip

    def kill(self) -> None:
        """End it as a power cut would."""
        self.serving = False
        self.end()
        self.killed.append(monotonic())

    def end(self) -> None:
        """End it at once, whatever it does (``kill -9``)."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    @property
    def sequence(self) -> int:
        """The last change that it has written down as visible, in this life."""
        sightings = read_timeline(self._timeline(len(self.killed)))
        return sightings[-1][1] if sightings else 0

    async def ready(self) -> None:
        """Wait until it serves.

        Raises:
            Unavailable: it ended, or the time is up.
        """
        deadline = monotonic() + _START_SECONDS
        while not self._timeline(len(self.killed)).is_file():
            if monotonic() > deadline or self.process is None or self.process.poll() is not None:
                raise Unavailable("副本没有就绪", remedy=f"请看 {self.folder / 'output'}")
            await asyncio.sleep(_LOOK_SECONDS)
        self.serving = True

    async def index(self, client: httpx2.AsyncClient) -> dict[str, Any]:
        """Return what its index holds."""
        return dict((await client.get(f"{self.address}/health/index")).raise_for_status().json())

    def lives(self) -> list[Life]:
        """Return what it saw, and when, in each of its lives."""
        ends = [*self.killed, float("inf")]
        return [Life(read_timeline(self._timeline(at)), end) for at, end in enumerate(ends)]

    def _timeline(self, life: int) -> Path:
        return self.folder / f"timeline-{life}"
