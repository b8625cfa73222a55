"""The channels of this process, by name."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from api.channels.port import Channel, Incoming
from knowledge.errors import Conflict, NotFound

Handler: TypeAlias = Callable[[Incoming], Awaitable[None]]
"""Works on one stored message: answers it, puts the answer into the outbox, and notes it as done, in one transaction.

It may be called again for the same message, when a process died over it.
"""


class ChannelRegistry:
    """What the dispatcher sends through, and who works on what arrives."""

    def __init__(self) -> None:
        self._channels: dict[str, Channel] = {}
        self._handlers: dict[str, Handler] = {}

    def register(self, channel: Channel, handler: Handler | None = None) -> None:
        """Add a channel; ``handler`` where its messages go through the inbox.

        Raises:
            Conflict: the name is taken.
        """
        if channel.name in self._channels:
            raise Conflict(f"渠道 {channel.name} 已登记")
        self._channels[channel.name] = channel
        if handler is not None:
            self._handlers[channel.name] = handler

    def __getitem__(self, name: str) -> Channel:
        """Return a channel.

        Raises:
            NotFound: there is none of this name.
        """
        channel = self._channels.get(name)
        if channel is None:
            raise NotFound(f"没有渠道 {name[:20]}")
        return channel

    def __contains__(self, name: object) -> bool:
        return name in self._channels

    @property
    def channels(self) -> Mapping[str, Channel]:
        """Every channel, by name."""
        return MappingProxyType(self._channels)

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """Who works on what arrives, by channel."""
        return MappingProxyType(self._handlers)
