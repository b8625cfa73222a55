"""The website as a channel: pages ask, and what a person says they read from the conversation's events."""

from collections.abc import Sequence

from api.channels.plain_text import plain_text
from api.channels.port import Capabilities, Delivery, DeliveryState, IncomingKind, Outgoing, Rendered
from api.channels.splitting import split
from api.conversations.schemas import TurnReply

_MAX_BYTES = 1_000_000  # a page has no limit of its own; this is a guard
_BUTTONS = 20


class WebChannel:
    """Carries the answer record as it is: the page renders it."""

    @property
    def name(self) -> str:
        """The name in records, settings and metrics."""
        return "web"

    @property
    def capabilities(self) -> Capabilities:
        """No push: a page that is closed cannot be reached."""
        return Capabilities(max_text_bytes=_MAX_BYTES, buttons=_BUTTONS, media=frozenset({IncomingKind.TEXT}))

    def render(self, reply: TurnReply) -> Sequence[Rendered]:
        """Return the record itself, beside what a reader would see of it."""
        if reply.silent:
            return []
        return [Rendered(plain_text(reply, numbered=False), reply.model_dump(mode="json"))]

    def render_words(self, words: str) -> Sequence[Rendered]:
        """Return the words."""
        return [Rendered(part, {"text": part}) for part in split(words, _MAX_BYTES)]

    def render_rating(self, words: str, question: str, conversation_id: str) -> Sequence[Rendered]:  # noqa: ARG002
        """Return the words: the page asks by itself."""
        return self.render_words(words)

    async def deliver(self, message: Outgoing) -> Delivery:  # noqa: ARG002  # the port's signature
        """Nothing has to be carried: what is stored can be read by the page from now on."""
        return Delivery(DeliveryState.DELIVERED, "available")
