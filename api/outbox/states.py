"""Where a message stands, and what an attempt makes of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from api.channels.port import Delivery, DeliveryState, Outgoing
from api.outbox.limits import OutboxLimits

IN_REPLY = (
    "reply:"  # begins the name of who holds a message that was handed over inside the reply to the platform's request
)


class OutgoingState(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    OFFERED = "offered"  # handed over inside a reply, not confirmed yet
    DEFERRED = "deferred"  # until the citizen makes contact
    DELIVERED = "delivered"
    REFUSED = "refused"


OPEN = (OutgoingState.WAITING, OutgoingState.OFFERED, OutgoingState.DEFERRED)
_ENDS = {
    DeliveryState.DELIVERED: OutgoingState.DELIVERED,
    DeliveryState.DEFERRED: OutgoingState.DEFERRED,
    DeliveryState.REFUSED: OutgoingState.REFUSED,
}


@dataclass(frozen=True, slots=True)
class Held:
    """A message that one process sends. ``attempts`` counts this one."""

    sequence: int
    message: Outgoing
    attempts: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a message after an attempt; ``due_at`` is when it is tried again."""

    state: OutgoingState
    reason: str
    due_at: datetime


def outcome(held: Held, delivery: Delivery, now: datetime, limits: OutboxLimits) -> Outcome:
    """Return where an attempt leaves a message: one that fails for too long is given up."""
    if delivery.state in _ENDS:
        return Outcome(_ENDS[delivery.state], delivery.reason, now)
    pause = limits.backoff.pause(held.attempts)
    if delivery.unreachable:
        pause = min(pause, limits.unreachable)
    due_at = now + max(pause, delivery.retry_after or timedelta(0))
    if due_at - held.created_at > limits.give_up:
        return Outcome(OutgoingState.REFUSED, f"given up: {delivery.reason}", now)
    return Outcome(OutgoingState.WAITING, delivery.reason, due_at)
