"""Danger that the words told the dialogue of."""

from typing import Any

from rasa_sdk import Tracker

from actions.base import DeskAction
from actions.desk import Understanding
from knowledge.answering.steps.emergency import general_emergency


class Emergency(DeskAction):
    """Give every emergency number."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_emergency"

    async def respond(self, heard: Understanding, tracker: Tracker) -> list[dict[str, Any]]:
        """Reply at once."""
        await self.desk.close(heard, general_emergency())
        return []
