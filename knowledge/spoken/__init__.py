"""Text for the ear: what is printed becomes what can be read aloud, and short enough to be listened to."""

from knowledge.spoken.aloud import aloud
from knowledge.spoken.shortening import for_ear

__all__ = ["aloud", "for_ear"]
