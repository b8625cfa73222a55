"""The port between the dialogue and the service that owns the turn."""

from dataclasses import dataclass
from typing import Protocol

from knowledge.answering.answer import Answer
from knowledge.model.passage import Aspect, Audience


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the dialogue made of a message. ``turn_id`` names the turn that the service opened for it."""

    turn_id: str
    intent: str
    confidence: float
    region: str = ""
    aspect: Aspect | None = None
    audience: Audience | None = None


class Desk(Protocol):
    """Where an action leaves the answer of a turn."""

    def note(self, heard: Understanding) -> None:
        """Take note of what the dialogue understood, where the dialogue itself says the words."""

    async def answer(self, heard: Understanding) -> None:
        """Answer a policy question from the knowledge base."""

    async def answer_as(self, heard: Understanding, question: str) -> None:
        """Answer the turn as if the citizen had asked ``question``."""

    async def choose_region(self, heard: Understanding) -> None:
        """Take note of the region, and answer the question that waited for it."""

    async def record_feedback(self, heard: Understanding, *, helpful: bool) -> None:
        """Store what the citizen said of the answer before."""

    async def close(self, heard: Understanding, answer: Answer) -> None:
        """End the turn with this answer."""
