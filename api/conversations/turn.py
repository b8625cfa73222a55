"""One open turn: what the knowledge layer works on, and what only the service knows."""

from dataclasses import dataclass

from api.conversations.repository import Conversation
from knowledge.answering.context import TurnContext


@dataclass(slots=True)
class OpenTurn:
    """A turn between question and answer. ``pending_question`` waits for the citizen's region."""

    context: TurnContext
    conversation: Conversation
    pending_question: str = ""
    previous_turn_id: str = ""
    degraded: bool = False
    chosen_region: str = ""
