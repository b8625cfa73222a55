"""One open turn: what the knowledge layer works on, and what only the service knows."""

from dataclasses import dataclass

from api.conversations.repository import Conversation
from knowledge.answering.context import TurnContext


@dataclass(slots=True)
class OpenTurn:
    """A turn between question and answer. ``pending_question`` is asked again once the citizen's region is known;
    ``silent`` where a person has the conversation.
    """

    context: TurnContext
    conversation: Conversation
    pending_question: str = ""
    previous_turn_id: str = ""
    degraded: bool = False
    chosen_region: str = ""
    silent: bool = False
