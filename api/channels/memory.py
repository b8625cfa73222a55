"""A channel in memory: for tests, and to try the outbox without a platform."""

from collections.abc import Callable, Sequence

from api.channels.plain_text import plain_text
from api.channels.port import Capabilities, Delivery, DeliveryState, Outgoing, Rendered
from api.channels.splitting import split
from api.conversations.schemas import TurnReply

_LIMIT = 2047


class MemoryChannel:
    """Keeps what it delivered, by recipient. ``answers`` says what becomes of an attempt; without it all goes well."""

    def __init__(self, name: str = "memory", answers: Callable[[Outgoing], Delivery] | None = None) -> None:
        self._name = name
        self._answers = answers
        self.delivered: list[Outgoing] = []
        self.attempts: list[Outgoing] = []

    @property
    def name(self) -> str:
        """The name in records, settings and metrics."""
        return self._name

    @property
    def capabilities(self) -> Capabilities:
        """What it can carry."""
        return Capabilities(max_text_bytes=_LIMIT, push=True)

    def render(self, reply: TurnReply) -> Sequence[Rendered]:
        """Return an answer as text, its choices numbered, its sources below."""
        return [] if reply.silent else self.render_words(plain_text(reply))

    def render_words(self, words: str) -> Sequence[Rendered]:
        """Return words cut to what a message may hold."""
        return [Rendered(part, {"text": part}) for part in split(words, _LIMIT)]

    def render_rating(self, words: str, question: str, conversation_id: str) -> Sequence[Rendered]:
        """Return words and question as one message that knows its conversation."""
        text = f"{words}\n{question}"
        return [Rendered(text, {"text": text, "rates": conversation_id})]

    async def deliver(self, message: Outgoing) -> Delivery:
        """Do as ordered; the same key is kept once."""
        self.attempts.append(message)
        delivery = self._answers(message) if self._answers else Delivery(DeliveryState.DELIVERED)
        known = any(each.key == message.key for each in self.delivered)
        if delivery.state is DeliveryState.DELIVERED and not known:
            self.delivered.append(message)
        return delivery
