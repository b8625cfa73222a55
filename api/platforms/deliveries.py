"""What became of a message, from what the platform said to it."""

from api.channels.port import Delivery, DeliveryState
from api.platforms.errors import PlatformError, PlatformRefused, PlatformUnavailable
from api.platforms.verdicts import Verdict

_STATES = {
    Verdict.REFRESH: DeliveryState.RETRY,  # a fresh token was refused as well
    Verdict.BACK_OFF: DeliveryState.RETRY,
    Verdict.STOP: DeliveryState.RETRY,
    Verdict.DEFERRED: DeliveryState.DEFERRED,
    Verdict.REFUSED: DeliveryState.REFUSED,
    Verdict.SPLIT: DeliveryState.REFUSED,  # cut once already
}
DELIVERED = Delivery(DeliveryState.DELIVERED)


def delivery_of(error: PlatformError) -> Delivery:
    """Return the state that an error leaves a message in."""
    match error:
        case PlatformRefused():
            return Delivery(_STATES[error.verdict], f"errcode {error.errcode}", error.pause)
        case PlatformUnavailable():
            return Delivery(DeliveryState.RETRY, error.message[:200], error.retry_after, unreachable=True)
        case _:
            return Delivery(DeliveryState.RETRY, error.code)
