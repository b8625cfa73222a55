"""A server in a thread of its own, which can be taken away and put back on the same port."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any, Literal, TypeVar

import uvicorn
from starlette.types import ASGIApp

from api.http.sockets import free_port

T = TypeVar("T")


class LoopThread:
    """An event loop beside the test."""

    def __init__(self, name: str) -> None:
        self._name = name

    def start(self) -> None:
        """Start it."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=self._name, daemon=True)
        self._thread.start()

    def begin(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        """Start work there."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def run(self, work: Coroutine[Any, Any, T], seconds: float = 30) -> T:
        """Do work there and wait for it."""
        return self.begin(work).result(seconds)

    def stop(self) -> None:
        """Break off what still runs, and end."""
        self.run(_break_off())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


class Server:
    """HTTP on a loopback port. ``up`` and ``down`` are called on the thread of the loop."""

    def __init__(self, app: ASGIApp, *, lifespan: Literal["on", "off"] = "off") -> None:
        self._app = app
        self._lifespan = lifespan
        self.port = free_port()
        self._running: tuple[uvicorn.Server, asyncio.Task[None]] | None = None

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    async def up(self) -> None:
        """Listen, and return when connections are taken."""
        config = uvicorn.Config(
            self._app, port=self.port, log_config=None, lifespan=self._lifespan, timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve())
        while not server.started:  # noqa: ASYNC110  # uvicorn tells it by a flag alone
            await asyncio.sleep(0.01)
        self._running = (server, task)

    async def down(self) -> None:
        """Refuse connections from now on."""
        if self._running:
            server, task = self._running
            server.should_exit = True
            await task
            self._running = None


async def _break_off() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
