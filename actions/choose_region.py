"""The citizen says where they are."""

from typing import Any

from rasa_sdk import Tracker

from actions.base import DeskAction
from actions.desk import Understanding


class ChooseRegion(DeskAction):
    """Remember the region."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_choose_region"

    async def respond(self, heard: Understanding, tracker: Tracker) -> list[dict[str, Any]]:
        """Note the region and answer what waited for it."""
        await self.desk.choose_region(heard)
        return []
