"""信息处理费: the form's checks, the result, and leaving it."""

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import FormValidationAction

from actions.base import DeskAction, understanding
from actions.desk import Desk, Understanding
from knowledge.answering import replies
from knowledge.fees.information_processing import MAX_QUANTITY, FeeMethod
from knowledge.text.quantities import find_integers

_METHOD_WORDS = {FeeMethod.ITEM: ("件", "item"), FeeMethod.PAGE: ("页", "量", "page")}
_INEXACT = re.compile(r"[-\u2212\uff0d负几余]|(?<=[0-9０-９十百千万])多")


def read_method(value: object) -> FeeMethod | None:
    """Return the way of counting that the words name."""
    words = str(value or "")
    return next((method for method, names in _METHOD_WORDS.items() if any(name in words for name in names)), None)


def read_quantity(value: object) -> int | None:
    """Return the one number that the words name, in any script; nothing for none, several, a vague or absurd one."""
    words = re.sub(r"\.0$", "", str(value or ""))
    numbers = [] if _INEXACT.search(words) else find_integers(words)
    return numbers[0] if len(numbers) == 1 and 0 < numbers[0] <= MAX_QUANTITY else None


class ValidateFeeForm(FormValidationAction):  # type: ignore[misc]  # rasa_sdk is untyped
    """Checks of the form; an unusable value is asked for again."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def name(self) -> str:
        """Return the name in the domain."""
        return "validate_fee_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Note what was understood: the form's own questions pass no other action."""
        self.desk.note(understanding(tracker))
        events: list[dict[str, Any]] = await super().run(dispatcher, tracker, domain)
        return events

    def validate_fee_method(
        self,
        value: object,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> dict[str, Any]:
        """Keep the method when it is one."""
        return {"fee_method": read_method(value)}

    def validate_fee_quantity(
        self,
        value: object,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> dict[str, Any]:
        """Keep the quantity when it is one."""
        quantity = read_quantity(value)
        return {"fee_quantity": str(quantity) if quantity is not None else None}


class CalculateFee(DeskAction):
    """Calculate; check every slot again, because Rasa submits a form whose validation failed."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_calculate_fee"

    async def respond(self, heard: Understanding, tracker: Tracker) -> list[dict[str, Any]]:
        """Give the amount, or answer from the knowledge base when a slot is not usable."""
        method = read_method(tracker.get_slot("fee_method"))
        quantity = read_quantity(tracker.get_slot("fee_quantity"))
        if method is None or quantity is None:
            await self.desk.answer(heard)
        else:
            await self.desk.close(heard, replies.calculated_fee(method, quantity))
        return []


class CancelForm(DeskAction):
    """Leave the form."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_cancel_form"

    async def respond(self, heard: Understanding, tracker: Tracker) -> list[dict[str, Any]]:
        """Confirm."""
        await self.desk.close(heard, replies.smalltalk("cancel"))
        return []
