"""Greetings, thanks, farewells, questions about the assistant."""

from typing import Any

from rasa_sdk import Tracker

from actions.base import DeskAction
from actions.desk import Understanding
from knowledge.answering import replies


class Smalltalk(DeskAction):
    """Reply with a fixed sentence."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_smalltalk"

    async def respond(self, heard: Understanding, tracker: Tracker) -> list[dict[str, Any]]:
        """Reply by intent."""
        await self.desk.close(heard, replies.smalltalk(heard.intent))
        return []
