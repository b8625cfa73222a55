"""Which channels are out of reach: one message at a time goes there to see, and all others wait for what becomes of it."""

from datetime import datetime

from api.channels.port import Delivery
from knowledge.clock import Clock


class Reach:
    """What the sender of one process knows of its channels.

    Messages that wait are not tried one after the other while nothing gets through: their pauses do not grow, and all
    of them go as soon as one has gone.
    """

    def __init__(self, clock: Clock, at_once: int) -> None:
        """Let ``at_once`` messages be on their way where nothing is known against it."""
        self._clock = clock
        self._at_once = at_once
        self._rests: dict[str, datetime] = {}

    def note(self, channel: str, delivery: Delivery) -> None:
        """Learn from an attempt; one that was told when to come back closes the channel until then."""
        if not delivery.unreachable:
            self._rests.pop(channel, None)
        elif delivery.retry_after:
            self._rests[channel] = self._clock() + delivery.retry_after

    def places(self, channel: str, sending: int) -> int:
        """Return how many more messages may leave, besides those on their way."""
        until = self._rests.get(channel)
        if until is None:
            return self._at_once - sending
        return int(not sending and until <= self._clock())
