"""A policy question, or words the dialogue is unsure of: retrieval decides."""

from typing import Any

from rasa_sdk import Tracker

from actions.base import DeskAction
from actions.desk import Understanding


class AnswerPolicy(DeskAction):
    """Answer from the knowledge base."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_answer_policy"

    async def respond(self, heard: Understanding, tracker: Tracker) -> list[dict[str, Any]]:
        """Answer the question as it was put."""
        await self.desk.answer(heard)
        return []


class DefaultFallback(AnswerPolicy):
    """What Rasa runs when no rule fits: the same."""

    def name(self) -> str:
        """Return Rasa's own name for it."""
        return "action_default_fallback"
