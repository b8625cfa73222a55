"""依申请公开: the citizen wants to file a request for government information."""

from typing import Any

from rasa_sdk import Tracker

from actions.base import DeskAction
from actions.desk import Understanding

QUESTION = "怎样申请政府信息公开？"


class ApplyDisclosure(DeskAction):
    """Tell how a request is filed."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_apply_disclosure"

    async def respond(self, heard: Understanding, tracker: Tracker) -> list[dict[str, Any]]:
        """Answer the standard question."""
        await self.desk.answer_as(heard, QUESTION)
        return []
