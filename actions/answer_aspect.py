"""A follow-up about one aspect of the policy being talked about."""

from typing import Any

from rasa_sdk import Tracker

from actions.base import DeskAction
from actions.desk import Understanding


class AnswerAspect(DeskAction):
    """Answer the follow-up; the conversation completes the question."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_answer_aspect"

    async def respond(self, heard: Understanding, tracker: Tracker) -> list[dict[str, Any]]:
        """Answer with the intent ``ask_aspect``, which lets the topic in."""
        await self.desk.answer(heard)
        return []
