"""The port to a channel: what comes in, what goes out, what a channel can do, and what became of a message.

An answer is the same record on every channel (``TurnReply``); a channel only renders it, and carries it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from api.conversations.schemas import TurnReply


class IncomingKind(StrEnum):
    """What a citizen sent."""

    TEXT = "text"
    VOICE = "voice"
    IMAGE = "image"
    VIDEO = "video"
    LOCATION = "location"
    LINK = "link"
    CLICK = "click"  # an entry of the channel's menu; ``text`` is its key
    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    OTHER = "other"


class OutgoingKind(StrEnum):
    """What is sent to a citizen."""

    ANSWER = "answer"  # an answer record, rendered
    PERSON = "person"  # words of a member of staff
    NOTICE = "notice"  # a fixed sentence of the service


class DeliveryState(StrEnum):
    """What became of an outgoing message."""

    DELIVERED = "delivered"
    RETRY = "retry"  # not now; again after a pause
    DEFERRED = "deferred"  # the channel is closed towards this citizen until the citizen writes again
    REFUSED = "refused"  # never: the citizen is gone, or the channel forbids it


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can carry. ``max_text_bytes`` counts UTF-8; ``buttons`` of 0 means that choices are numbered."""

    max_text_bytes: int
    buttons: int = 0
    media: frozenset[IncomingKind] = frozenset()
    push: bool = False  # a message may be sent that answers no request


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message of a citizen. ``key`` is the channel's own id of it: the same key twice is the same message."""

    channel: str
    key: str
    sender: str
    at: datetime
    kind: IncomingKind
    text: str = ""
    media_id: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message as a channel carries it: ``body`` is the channel's own JSON, ``text`` what a person would read."""

    text: str
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message on its way to a citizen. ``key`` is unique: a channel that knows idempotency gets it along."""

    key: str
    channel: str
    recipient: str
    kind: OutgoingKind
    message: Rendered
    conversation_id: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one attempt. ``reason`` is for staff and never holds words of a citizen.

    ``unreachable`` tells that the channel as a whole took nothing, whatever the message.
    """

    state: DeliveryState
    reason: str = ""
    retry_after: timedelta | None = None
    unreachable: bool = False


class Channel(Protocol):
    """One way to and from citizens. The outbox calls ``deliver`` for one recipient at a time, in order."""

    @property
    def name(self) -> str:
        """The name in records, settings and metrics."""

    @property
    def capabilities(self) -> Capabilities:
        """What it can carry."""

    def render(self, reply: TurnReply) -> Sequence[Rendered]:
        """Return an answer as messages of this channel, none longer than it carries, nothing left out of the words.

        A silent one is no message at all.
        """

    def render_words(self, words: str) -> Sequence[Rendered]:
        """Return the words of a person or a notice as messages of this channel."""

    def render_rating(self, words: str, question: str, conversation_id: str) -> Sequence[Rendered]:
        """Return the words that end a conversation with a person, and the question how that was, to be answered by touch.

        The words alone where the channel can offer no choice, or asks by itself.
        """

    async def deliver(self, message: Outgoing) -> Delivery:
        """Try once to bring a message to its recipient. Foreseen failures are a state, not an exception."""
