"""The Official Account as a channel: messages go out as 客服消息, as far as the platform allows."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from api.channels.port import Capabilities, Delivery, DeliveryState, IncomingKind, Outgoing, Rendered
from api.channels.splitting import split
from api.conversations.schemas import TurnReply
from api.platforms.allowance import Allowance
from api.platforms.deliveries import DELIVERED, delivery_of
from api.platforms.errors import PlatformError, PlatformRefused
from api.platforms.verdicts import Verdict
from api.wechat.messages import CHANNEL
from api.wechat.rendering import WeChatRendering, is_text, text_message

_MEDIA = frozenset({
    IncomingKind.TEXT, IncomingKind.VOICE, IncomingKind.IMAGE, IncomingKind.VIDEO, IncomingKind.LOCATION,
    IncomingKind.LINK,
})  # fmt: skip
_QUOTA_USED = Delivery(DeliveryState.DEFERRED, "no quota left")


class Sender(Protocol):
    """The interface of the platform, as far as sending needs it."""

    async def send(self, openid: str, body: Mapping[str, Any], *, key: str) -> None:
        """Send a message; ``key`` tells it from others, where the platform knows idempotency.

        Raises:
            PlatformError: it was not taken.
        """


class WeChatChannel:
    """Carries answers to one account. ``client`` is nothing for an account that may not push."""

    def __init__(
        self, rendering: WeChatRendering, client: Sender | None, allowance: Allowance, max_text_bytes: int
    ) -> None:
        self._rendering = rendering
        self._client = client
        self._allowance = allowance
        self._max_text_bytes = max_text_bytes

    @property
    def name(self) -> str:
        """The name in records, settings and metrics."""
        return CHANNEL

    @property
    def capabilities(self) -> Capabilities:
        """Choices are numbered; 菜单消息 is for what is asked about an answer, or a person."""
        return Capabilities(self._max_text_bytes, media=_MEDIA, push=self._client is not None)

    def render(self, reply: TurnReply) -> Sequence[Rendered]:
        """Return an answer as messages."""
        return self._rendering.reply(reply)

    def render_words(self, words: str) -> Sequence[Rendered]:
        """Return words as messages."""
        return self._rendering.words(words)

    def render_rating(self, words: str, question: str, conversation_id: str) -> Sequence[Rendered]:
        """Return words and question as one menu: of what may be sent, that takes one instead of two."""
        return self._rendering.rating(words, question, conversation_id)

    async def deliver(self, message: Outgoing) -> Delivery:
        """Send a message; the platform knows no idempotency, so one whose fate is unknown may be shown twice."""
        if self._client is None:
            return Delivery(DeliveryState.DEFERRED, "no right to push")  # it goes into the reply to the next request
        if not await self._allowance.is_left(message.recipient):
            return _QUOTA_USED
        try:
            await self._send(self._client, message)
        except PlatformError as error:
            delivery = delivery_of(error)
            if delivery.state is DeliveryState.DEFERRED:
                await self._allowance.exhausted(message.recipient)
            return delivery
        await self._allowance.spent(message.recipient)
        return DELIVERED

    async def _send(self, client: Sender, message: Outgoing) -> None:
        """Send; what the platform finds too long, against its own limit, goes in two halves."""
        try:
            await client.send(message.recipient, message.message.body, key=message.key)
        except PlatformRefused as error:
            if error.verdict is not Verdict.SPLIT or not is_text(message.message):
                raise
            text = message.message.text
            for number, part in enumerate(split(text, len(text.encode()) // 2 + 4)):
                await client.send(message.recipient, text_message(part).body, key=f"{message.key}/{number}")
