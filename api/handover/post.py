"""How words of a person, or of the service, reach a citizen who is not looking at the website."""

from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from api.channels.port import Outgoing, OutgoingKind
from api.channels.registry import ChannelRegistry
from api.conversations.tables import ConversationRow
from api.identities.repository import IdentityRepository
from api.outbox.outbox import Outbox
from knowledge.clock import Clock


class Post(Protocol):
    """Brings words to a citizen's channel. The website needs none: it follows the conversation by itself."""

    async def put(
        self, session: AsyncSession, conversation: ConversationRow, kind: OutgoingKind, key: str, words: str,
        *, rating: str = "",
    ) -> None:  # fmt: skip
        """Have words sent once the caller's transaction is committed; a channel that cannot push gets none.

        ``rating`` is the question how a person did, which goes with the words where the channel can ask it.
        """

    def wake(self) -> None:
        """Let what was put be sent now: the transaction is committed."""


class OutboxPost:
    """The post through the outbox: in the transaction of the words themselves, so neither is there without the other."""

    def __init__(self, channels: ChannelRegistry, outbox: Outbox, clock: Clock) -> None:
        self._channels = channels
        self._outbox = outbox
        self._clock = clock

    async def put(
        self, session: AsyncSession, conversation: ConversationRow, kind: OutgoingKind, key: str, words: str,
        *, rating: str = "",
    ) -> None:  # fmt: skip
        """Put the words into the outbox, for whoever the visitor is on the channel of the conversation."""
        if conversation.channel not in self._channels or not conversation.visitor_id:
            return
        channel = self._channels[conversation.channel]
        if not channel.capabilities.push:
            return
        people = await IdentityRepository(session, self._clock).of_visitor(conversation.visitor_id)
        for person in people:
            if person.channel == conversation.channel:
                asked = channel.render_rating(words, rating, conversation.id) if rating else channel.render_words(words)
                messages = [
                    Outgoing(f"{key}/{part}", channel.name, person.external_id, kind, message, conversation.id)
                    for part, message in enumerate(asked)
                ]
                await self._outbox.enqueue(session, messages)

    def wake(self) -> None:
        """Let the dispatcher look at once."""
        self._outbox.wake()


class NoPost:
    """The post of a service whose citizens are all on the website; it keeps what would have been sent."""

    def __init__(self) -> None:
        self.put_in: list[tuple[str, OutgoingKind, str, str]] = []

    async def put(
        self, _session: AsyncSession, conversation: ConversationRow, kind: OutgoingKind, key: str, words: str,
        *, rating: str = "",
    ) -> None:  # fmt: skip
        """Keep the words."""
        self.put_in.append((conversation.id, kind, key, "\n".join(filter(None, (words, rating)))))

    def wake(self) -> None:
        """Do nothing."""
