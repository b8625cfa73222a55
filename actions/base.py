"""What every action does: read the tracker, act, and say where the answer lies."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.desk import Desk, Understanding
from knowledge.model.passage import Aspect, Audience

FORM_SLOTS = ("fee_method", "fee_quantity")


def understanding(tracker: Tracker) -> Understanding:
    """Read intent, confidence and entities of the latest message; what the dialogue does not know stays empty."""
    message: Mapping[str, Any] = tracker.latest_message
    intent = message.get("intent") or {}
    found = sorted(message.get("entities", ()), key=lambda entity: int(entity.get("start", 0)))
    entities = {entity["entity"]: entity["value"] for entity in found}  # 三门峡市湖滨区: the later one is the nearer
    return Understanding(
        turn_id=str((message.get("metadata") or {}).get("turn_id", "")),
        intent=str(intent.get("name") or ""),
        confidence=float(intent.get("confidence") or 0.0),
        region=str(entities.get("region") or ""),
        aspect=Aspect(entities["aspect"]) if entities.get("aspect") in set(Aspect) else None,
        audience=Audience(entities["audience"]) if entities.get("audience") in set(Audience) else None,
    )


class DeskAction(Action, ABC):  # type: ignore[misc]  # rasa_sdk is untyped
    """An action that answers the open turn."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @abstractmethod
    async def respond(self, heard: Understanding, tracker: Tracker) -> list[dict[str, Any]]:
        """Answer the turn and return the dialogue events that follow."""

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> list[dict[str, Any]]:
        """Run for Rasa. The answer itself does not travel through the dialogue, only its turn does."""
        heard = understanding(tracker)
        events = await self.respond(heard, tracker)
        dispatcher.utter_message(json_message={"answer_id": heard.turn_id})
        return [*events, *_left_form(tracker)]


def _left_form(tracker: Tracker) -> list[dict[str, Any]]:
    """Empty the slots of a form that is no longer active: the next one starts from its first question."""
    if (tracker.active_loop or {}).get("name"):
        return []
    return [SlotSet(slot, None) for slot in FORM_SLOTS if tracker.get_slot(slot) is not None]
