"""The turns this process is at, each in a task of its own: who asked may go away and come back, the turn goes on."""

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import Context
from typing import Any, TypeAlias

import structlog

from api.admission.line import Ticket
from api.conversations.schemas import TurnReply
from knowledge.errors import Unavailable

_log = structlog.get_logger()


class RunningTurn:
    """A turn on its way. ``ticket`` is its place in the line, once it stands there; ``was_answered``: before it was asked
    this time.
    """

    __slots__ = ("kept", "key", "task", "ticket", "was_answered")

    def __init__(self, key: str) -> None:
        self.key = key
        self.ticket: Ticket | None = None
        self.was_answered = False
        self.kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.task: asyncio.Task[TurnReply]

    async def reply(self) -> TurnReply:
        """Wait for the reply; who stops waiting does not stop the turn.

        Raises:
            Unavailable: the service stops; under its key the question is answered after the next start.
            YihaodaError: the turn failed in a way that was foreseen.
        """
        await asyncio.wait((self.task,))
        if self.task.cancelled():
            raise Unavailable("服务正在重新启动", remedy="请稍后再试")
        return self.task.result()

    def is_kept(self) -> None:
        """Take note that the question is stored: whatever happens now, it will be answered."""
        self.kept.set_result(None)

    async def stands_in_line(self) -> bool:
        """Whether the question, once it is stored, waits for its turn."""
        await asyncio.wait((self.task, self.kept), return_when=asyncio.FIRST_COMPLETED)
        return not self.task.done() and self.ticket is not None and not self.ticket.is_admitted

    async def is_over(self, seconds: float) -> bool:
        """Wait so long at most; return whether the turn is over."""
        done, _ = await asyncio.wait((self.task,), timeout=seconds)
        return bool(done)


Work: TypeAlias = Callable[[RunningTurn], Coroutine[Any, Any, TurnReply]]


def _own_context() -> Context:
    """Return a context that knows the request for the log, and keeps nothing else of it alive while the turn waits."""
    own = Context()
    own.run(structlog.contextvars.bind_contextvars, **structlog.contextvars.get_contextvars())
    return own


class RunningTurns:
    """All of them, by key where they have one: asked again while it runs, a turn is joined, not taken twice."""

    def __init__(self) -> None:
        self._turns: set[RunningTurn] = set()
        self._by_key: dict[str, RunningTurn] = {}
        self._closed = False

    def begin(self, key: str, work: Work) -> RunningTurn:
        """Start a turn, or join the one with this key.

        Raises:
            Unavailable: the service stops.
        """
        if key and (known := self._by_key.get(key)):
            return known
        if self._closed:
            raise Unavailable("服务正在重新启动", remedy="请稍后再试")
        turn = RunningTurn(key)
        turn.task = asyncio.create_task(work(turn), context=_own_context())
        self._turns.add(turn)
        if key:
            self._by_key[key] = turn
        turn.task.add_done_callback(lambda _task: self._over(turn))
        return turn

    async def drain(self, grace_seconds: float) -> None:
        """Take no more, and let those that are worked on finish, if they take no longer than that."""
        self._closed = True
        working = [turn.task for turn in self._turns if turn.ticket is None or turn.ticket.is_admitted]
        if working:
            await asyncio.wait(working, timeout=grace_seconds)

    async def break_off(self) -> None:
        """End those that are left."""
        tasks = [turn.task for turn in self._turns]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _over(self, turn: RunningTurn) -> None:
        self._turns.discard(turn)
        self._by_key.pop(turn.key, None)
        if not turn.task.cancelled() and (error := turn.task.exception()):  # perhaps nobody waits to hear of it
            _log.info("turn_failed", error=type(error).__name__)
