"""Takes messages in, and says in time what goes into the reply to the platform's request.

A message is stored before it is worked on. Its answer goes into the reply where it is ready in time, else the outbox brings it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.channels.port import Incoming
from api.inbox.receipts import Receipt, Receipts
from api.inbox.repository import ReceiptState
from api.wechat.answering import Answering
from api.wechat.ports import Typist
from api.wechat.rendering import WeChatRendering
from api.wechat.window import Passive, Window
from api.wechat.wording import Wording
from knowledge.errors import Unavailable, YihaodaError

_log = structlog.get_logger()

_NOTED_WITHIN = 1.0  # seconds until another process has noted, even under load, that its reply went out
_Work: TypeAlias = Callable[[Incoming, Window], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Given:
    """What the platform gets: words, or none. ``key`` names the message that is delivered once the reply is out."""

    text: str = ""
    key: str = ""


class Reception:
    """Receives in one process. Requests that bring one message again wait with the first; the newest gets the answer."""

    def __init__(
        self, receipts: Receipts, answering: Answering, rendering: WeChatRendering, wording: Wording, typist: Typist
    ) -> None:
        self._typist = typist
        self._receipts = receipts
        self._answering = answering
        self._rendering = rendering
        self._timing = wording.timing
        self._sentences = wording.sentences
        self._working: dict[str, Window] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def receive(self, incoming: Incoming, arrived: float) -> Given:
        """Return what goes into the reply to a request that ``arrived`` at a moment of the loop's time."""
        answer_at, hard_at = arrived + self._timing.answer_seconds, arrived + self._timing.hard_seconds
        window = self._working.get(incoming.key)
        try:
            if window is None:
                receipt = await self._store(incoming, hard_at)
                window = self._working.get(incoming.key)
                if window is None and receipt.state is not ReceiptState.RECEIVED:
                    return self._given(await self._again(incoming, receipt, hard_at))
                if window is None:
                    window = self._begin(incoming, self._work if receipt.is_new else self._follow)
            return self._given(await window.wait(window.open(), answer_at, hard_at))
        except TimeoutError:
            self._beside(self._typist.show_typing(incoming.sender))
            return Given("" if self._rendering.can_push else self._sentences.late)
        except Unavailable:
            return Given(self._sentences.not_stored)

    @property
    def is_working(self) -> bool:
        """Whether a message is worked on."""
        return bool(self._working)

    async def close(self) -> None:
        """Break off what is under way; it is taken up at the next start, or by another process."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _store(self, incoming: Incoming, until: float) -> Receipt:
        """Store a message, trying again while there is time.

        Raises:
            Unavailable: it is not stored, as far as can be seen in time.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout_at(until):
                while True:
                    with suppress(Unavailable):
                        return await self._receipts.add(incoming)
                    await asyncio.sleep(self._timing.look_seconds)
        raise Unavailable("消息没有存下")

    def _begin(self, incoming: Incoming, work: _Work) -> Window:
        window = self._working[incoming.key] = Window()
        self._beside(self._guard(incoming, window, work))
        return window

    def _beside(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guard(self, incoming: Incoming, window: Window, work: _Work) -> None:
        try:
            await work(incoming, window)
        except Exception:  # noqa: BLE001  # the outermost boundary of what goes on behind a request: the inbox tries again
            _log.exception("wechat_message_failed", kind=incoming.kind)
            with suppress(YihaodaError, SQLAlchemyError, OSError):
                await self._receipts.release(incoming)
        finally:
            del self._working[incoming.key]
            window.give(None)

    async def _work(self, incoming: Incoming, window: Window) -> None:
        if await self._receipts.wait_turn(incoming):
            await self._answering(incoming, window)

    async def _follow(self, incoming: Incoming, window: Window) -> None:
        """Look on while another process works on a message; give what that one's own request did not take."""
        loop = asyncio.get_running_loop()
        until, state = loop.time() + self._timing.answer_seconds, ReceiptState.RECEIVED
        while state is ReceiptState.RECEIVED and loop.time() < until:
            await asyncio.sleep(self._timing.look_seconds)
            with suppress(Unavailable):
                state = (await self._receipts.add(incoming)).state
        if state is not ReceiptState.RECEIVED:
            await asyncio.sleep(_NOTED_WITHIN)
            await self._answering.left_over(incoming, window)

    async def _again(self, incoming: Incoming, receipt: Receipt, hard_at: float) -> Passive | None:
        """Return the answer of a message that was done before it came again: the platform did not get it.

        Raises:
            TimeoutError: the database does not tell in time.
        """
        async with asyncio.timeout_at(hard_at):
            return await self._answering.again(incoming, receipt.turn_id)

    def _given(self, passive: Passive | None) -> Given:
        if passive is None:
            return Given()
        text = passive.message.message.text
        hinted = passive.more and not self._rendering.can_push
        return Given(self._rendering.with_more(text) if hinted else text, passive.message.key)
