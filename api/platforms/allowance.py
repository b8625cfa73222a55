"""How many messages a platform still takes for a citizen: what is known to be refused is not even tried."""

from typing import Protocol

from api.db.engine import Database
from api.identities.repository import IdentityRepository
from knowledge.clock import Clock


class Allowance(Protocol):
    """The quota of the citizens of one channel."""

    async def is_left(self, recipient: str) -> bool:
        """Whether a message may be sent. Who is not known is for the platform to judge."""

    async def spent(self, recipient: str) -> None:
        """Note that one was sent."""

    async def exhausted(self, recipient: str) -> None:
        """Note that the platform takes no more, whatever was counted here."""


class StoredAllowance:
    """The quota as it is kept with the people of a channel."""

    def __init__(self, channel: str, database: Database, clock: Clock) -> None:
        self._channel = channel
        self._database = database
        self._clock = clock

    async def is_left(self, recipient: str) -> bool:
        """Whether a message may be sent."""
        async with self._database.read() as session:
            person = await IdentityRepository(session, self._clock).find(self._channel, recipient)
        if person is None:
            return True
        return person.quota_left > 0 and person.window_until is not None and person.window_until > self._clock()

    async def spent(self, recipient: str) -> None:
        """Note that one was sent."""
        async with self._database.write() as session:
            await IdentityRepository(session, self._clock).spend(self._channel, recipient)

    async def exhausted(self, recipient: str) -> None:
        """Note that the platform takes no more."""
        async with self._database.write() as session:
            await IdentityRepository(session, self._clock).exhaust(self._channel, recipient)


class EndlessAllowance:
    """No quota: for tests of what has none."""

    async def is_left(self, recipient: str) -> bool:  # noqa: ARG002  # the port's signature
        """Everything may be sent."""
        return True

    async def spent(self, recipient: str) -> None:
        """Count nothing."""

    async def exhausted(self, recipient: str) -> None:
        """Count nothing."""
