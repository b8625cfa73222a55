"""A question as a channel hands it over."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Question:
    """What a channel hands over. ``visitor`` is who asks, empty where nobody vouches for it; ``key`` the sender's own id
    of the message, unique over all channels: asked again with it, the same answer comes back.
    """

    message: str
    conversation_id: str = ""
    region: str = ""
    channel: str = "web"
    on: date | None = None
    visitor: str = ""
    key: str = ""
