"""What the server writes down of its calls. A call that cannot be written down is led all the same."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.hotline.port import CallName, Calls, CallState
from api.voicebot.lives import EXPIRES, Lives
from knowledge.errors import YihaodaError

_log = structlog.get_logger()


class CallRecord:
    """Writes to ``calls``, where there are any. With ``lives`` a call whose process dies over it ends by itself."""

    def __init__(self, calls: Calls | None, lives: Lives | None = None, every: timedelta = EXPIRES / 3) -> None:
        """Tell ``every`` so often that a call goes on."""
        self._calls = calls
        self._lives = lives
        self._every = every

    async def begin(self, name: CallName) -> None:
        """Note that a call has come."""
        if self._calls is not None:
            await _kept(self._calls.ring(name))

    async def end(self, name: CallName, by: str) -> None:
        """Note that it is over, and by whom."""
        if self._calls is not None:
            await _kept(self._calls.ended(name, by))

    @asynccontextmanager
    async def alive(self, name: CallName) -> AsyncIterator[None]:
        """Let a call count as going on for as long as the block lasts."""
        beating = asyncio.create_task(self._beat(self._lives, name)) if self._lives else None
        try:
            yield
        finally:
            if beating:
                beating.cancel()
                await asyncio.gather(beating, return_exceptions=True)

    async def has_ended(self, name: CallName) -> bool:
        """Whether a call of this name is over; it counts as over where that cannot be found out."""
        if self._calls is None:
            return False
        try:
            known = await self._calls.find(name)
        except (YihaodaError, SQLAlchemyError, OSError) as error:
            _log.warning("call_not_recorded", error=type(error).__name__)
            return True
        return known is not None and known.state is CallState.ENDED

    async def _beat(self, lives: Lives, name: CallName) -> None:
        while True:
            await _kept(lives.begin(name))
            await asyncio.sleep(self._every.total_seconds())


async def _kept(writing: Awaitable[object]) -> None:
    try:
        await writing
    except (YihaodaError, SQLAlchemyError, OSError) as error:
        _log.warning("call_not_recorded", error=type(error).__name__)
