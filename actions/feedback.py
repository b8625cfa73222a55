"""The citizen judges the answer before."""

from typing import Any

from rasa_sdk import Tracker

from actions.base import DeskAction
from actions.desk import Understanding


class Feedback(DeskAction):
    """Store the judgement."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_feedback"

    async def respond(self, heard: Understanding, tracker: Tracker) -> list[dict[str, Any]]:
        """Store it and thank."""
        await self.desk.record_feedback(heard, helpful=heard.intent == "feedback_positive")
        return []
