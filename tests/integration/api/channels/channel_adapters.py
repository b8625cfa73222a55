"""The channels that have to conform, each with the platform behind it: a new one is added to ``ADAPTERS``."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol, TypeAlias

from api.channels.memory import MemoryChannel
from api.channels.port import Channel, Delivery, DeliveryState, Outgoing, Rendered
from api.channels.web import WebChannel
from api.db.engine import Database
from tests.integration.api.channels.platform_adapters import open_wechat, open_wecom


class Adapter(Protocol):
    """A channel under test, and its platform."""

    @property
    def channel(self) -> Channel:
        """The channel."""

    async def citizen(self, number: int) -> str:
        """Return the name of a citizen who has just made contact."""

    def become(self, state: DeliveryState) -> None:
        """Let every attempt from now on end so."""

    def received(self, citizen: str) -> Sequence[str]:
        """Return the texts that a citizen got, in order."""

    def read(self, messages: Sequence[Rendered]) -> str:
        """Return everything a citizen reads of messages: words, choices, sources."""

    def buttons(self, message: Rendered) -> Sequence[str]:
        """Return the titles of the buttons of a message."""


Opening: TypeAlias = Callable[[Database], AbstractAsyncContextManager[Adapter]]


class MemoryAdapter:
    """The channel in memory is its own platform."""

    def __init__(self, channel: MemoryChannel | None = None) -> None:
        self._state = DeliveryState.DELIVERED
        self.channel = channel or MemoryChannel("memory", lambda _: Delivery(self._state, "as ordered"))

    async def citizen(self, number: int) -> str:
        return f"citizen-{number}"

    def become(self, state: DeliveryState) -> None:
        self._state = state

    def received(self, citizen: str) -> Sequence[str]:
        return [each.message.text for each in self.channel.delivered if each.recipient == citizen]

    def read(self, messages: Sequence[Rendered]) -> str:
        return "".join(each.text for each in messages)

    def buttons(self, message: Rendered) -> Sequence[str]:  # noqa: ARG002  # choices are numbered
        return ()


class RecordedWeb(WebChannel):
    """The website, and what became available to its pages."""

    def __init__(self) -> None:
        self.available: list[Outgoing] = []

    async def deliver(self, message: Outgoing) -> Delivery:
        self.available.append(message)
        return await super().deliver(message)


class WebAdapter:
    """The page reads the record; what it shows of it is tested with the page."""

    def __init__(self) -> None:
        self.channel = RecordedWeb()

    async def citizen(self, number: int) -> str:
        return f"visitor-{number}"

    def become(self, state: DeliveryState) -> None:
        assert state is DeliveryState.DELIVERED, "nothing can go wrong where nothing is carried"

    def received(self, citizen: str) -> Sequence[str]:
        return [each.message.text for each in self.channel.available if each.recipient == citizen]

    def read(self, messages: Sequence[Rendered]) -> str:
        return "".join(each.text for each in messages)

    def buttons(self, message: Rendered) -> Sequence[str]:
        return [button["title"] for button in message.body.get("reply", {}).get("buttons", ())]


@asynccontextmanager
async def open_memory(_: Database) -> AsyncIterator[Adapter]:
    yield MemoryAdapter()


@asynccontextmanager
async def open_web(_: Database) -> AsyncIterator[Adapter]:
    yield WebAdapter()


ADAPTERS: Mapping[str, Opening] = {
    "memory": open_memory,
    "web": open_web,
    "wechat": open_wechat,
    "wecom": open_wecom,
}
FAILURES = (DeliveryState.RETRY, DeliveryState.DEFERRED, DeliveryState.REFUSED)
CANNOT_FAIL = frozenset({"web"})
