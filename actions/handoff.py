"""A person is wanted, or something only a person can do."""

from typing import Any

from rasa_sdk import Tracker

from actions.base import DeskAction
from actions.desk import Understanding
from knowledge.answering import replies


class Handoff(DeskAction):
    """Tell how to reach a person."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_handoff"

    async def respond(self, heard: Understanding, tracker: Tracker) -> list[dict[str, Any]]:
        """Reply by intent."""
        await self.desk.close(heard, replies.handoff(heard.intent))
        return []
