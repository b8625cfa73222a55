"""A network between a browser and the service that breaks when a test says so."""

import asyncio
from contextlib import suppress
from types import TracebackType
from typing import Self

from tests.simulators.serving import LoopThread

_PIECE = 65_536


class Network:
    """A proxy for bytes. ``breaks_after`` cuts all connections as soon as the service has sent these bytes, and stays
    away for ``away_seconds``.
    """

    def __init__(self, port: int, *, away_seconds: float = 1.0) -> None:
        self._port = port
        self._away_seconds = away_seconds
        self._trigger: bytes | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._is_away = False
        self._thread = LoopThread("network")
        self.breaks = 0
        self.address = ""

    def breaks_after(self, sent: bytes) -> None:
        """Break once, after the service has sent these bytes."""
        self._trigger = sent

    def __enter__(self) -> Self:
        self._thread.start()
        self.address = self._thread.run(self._up())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.run(self._down())
        self._thread.stop()

    async def _up(self) -> str:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def _down(self) -> None:
        self._server.close()
        self._cut()
        await asyncio.sleep(0)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_away:
            writer.transport.abort()
            return
        there, back = await asyncio.open_connection("127.0.0.1", self._port)
        self._open |= {writer, back}
        with suppress(OSError):
            await asyncio.gather(self._pour(reader, back), self._pour(there, writer, watched=True))
        self._open -= {writer, back}

    async def _pour(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, watched: bool = False) -> None:
        seen = b""
        while piece := await source.read(_PIECE):
            target.write(piece)
            await target.drain()
            seen = (seen + piece)[-_PIECE:]
            if watched and self._trigger and self._trigger in seen:
                self._trigger = None
                await self._break()
                return
        target.close()

    async def _break(self) -> None:
        self.breaks += 1
        self._is_away = True
        await asyncio.sleep(0.05)  # what was sent arrives
        self._cut()
        asyncio.get_running_loop().call_later(self._away_seconds, self._return)

    def _return(self) -> None:
        self._is_away = False

    def _cut(self) -> None:
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()
