"""What the platforms have in common: a time of their own, tokens, faults, and a server that can go down and come back."""

import asyncio
from types import TracebackType
from typing import Self

from starlette.requests import Request
from starlette.types import ASGIApp

from tests.simulators.serving import LoopThread, Server
from tests.simulators.wechat.faults import Faults
from tests.simulators.wechat.issuing import TokenOffice
from tests.simulators.wechat.passing_time import PassingTime


class SimulatedPlatform:
    """A platform on loopback. Start it with ``with``; whoever derives from it calls ``_serves`` once."""

    def __init__(self) -> None:
        self.time = PassingTime()
        self.faults = Faults()
        self.tokens = TokenOffice(self.time)

    def __enter__(self) -> Self:
        self._thread.start()
        self.comes_back()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.faults.hangs = False
        self.goes_down()
        self._thread.stop()

    @property
    def address(self) -> str:
        """What the setting ``API_BASE`` of the channel has to be."""
        return self._server.address

    def goes_down(self) -> None:
        """Refuse every connection from now on."""
        self._thread.run(self._server.down())

    def comes_back(self) -> None:
        """Listen, again on the same port."""
        self._thread.run(self._server.up())

    async def refusal(self, path: str, request: Request | None = None) -> int:
        """Return the errcode that a call gets whatever it asks, after the delay that is ordered; 0 where it goes through."""
        while self.faults.hangs:  # noqa: ASYNC110  # the test turns it off from another thread
            await asyncio.sleep(0.05)
        await asyncio.sleep(self.faults.slow_seconds)
        if self.faults.errcodes[path]:
            return self.faults.errcodes[path].popleft()
        return self.tokens.check(request.query_params.get("access_token", "")) if request else 0

    def _serves(self, name: str, app: ASGIApp) -> None:
        self._server = Server(app)
        self._thread = LoopThread(name)
