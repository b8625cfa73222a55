"""A desk that keeps what it is told, and a tracker as Rasa sends one."""

from typing import Any

from rasa_sdk import Tracker

from actions.desk import Understanding
from knowledge.answering.answer import Answer


class FakeDesk:
    """Keeps every call as (name, what was heard, argument)."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Understanding, Any]] = []

    @property
    def names(self) -> list[str]:
        return [name for name, _, _ in self.calls]

    @property
    def closed(self) -> Answer:
        (answer,) = [argument for name, _, argument in self.calls if name == "close"]
        return answer

    def note(self, heard: Understanding) -> None:
        self.calls.append(("note", heard, None))

    async def answer(self, heard: Understanding) -> None:
        self.calls.append(("answer", heard, None))

    async def answer_as(self, heard: Understanding, question: str) -> None:
        self.calls.append(("answer_as", heard, question))

    async def choose_region(self, heard: Understanding) -> None:
        self.calls.append(("choose_region", heard, None))

    async def record_feedback(self, heard: Understanding, *, helpful: bool) -> None:
        self.calls.append(("record_feedback", heard, helpful))

    async def close(self, heard: Understanding, answer: Answer) -> None:
        self.calls.append(("close", heard, answer))


def tracker(intent: str = "ask_policy", *, slots: dict[str, Any] | None = None, loop: str | None = None) -> Tracker:
    """Return the tracker of a conversation whose latest message has this intent."""
    message = {"intent": {"name": intent, "confidence": 0.9}, "entities": [], "metadata": {"turn_id": "turn-1"}}
    return tracker_of(message, slots=slots, loop=loop)


def tracker_of(message: dict[str, Any], *, slots: dict[str, Any] | None = None, loop: str | None = None) -> Tracker:
    """Return the tracker of a conversation with this latest message."""
    active = {"name": loop} if loop else {}
    return Tracker("sender", slots or {}, message, [], False, None, active, None)
