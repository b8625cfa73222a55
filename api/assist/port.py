"""What an operator did with an answer, and the port to the record of it: every desk and switchboard speaks to this."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class AnswerUse:
    """One use. ``kind`` is adopted, edited or wrong; ``words`` what the citizen was told, or what would be right.

    The answer is that of ``turn_id``, of ``draft_id``, or the passage of the entries that a search showed.
    """

    conversation_id: str
    kind: str
    username: str
    words: str = ""
    reason: str = ""
    call_id: str = ""
    turn_id: str = ""
    draft_id: str = ""
    entry_ids: Sequence[str] = ()


class AnswerUses(Protocol):
    """Keeps uses; what was edited in substance or found wrong is proposed to those who answer for the entry."""

    async def record(self, use: AnswerUse) -> str:
        """Keep a use; return its id.

        Raises:
            NotFound: there is no such conversation, or no such answer in it.
        """
