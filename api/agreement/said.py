"""What a channel said to a question, as far as every channel has to agree on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CODE = "{code}"


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation: entry, clause and the words quoted."""

    entry_id: str
    clause: str
    quote: str


@dataclass(frozen=True, slots=True)
class Said:
    """One reply. The consult code, which no two conversations share, is taken out of the text.

    ``intent`` is what the dialogue understood, empty without it. ``conversation_id`` carries the next turn.
    """

    outcome: str = ""
    text: str = ""
    spoken: str = ""
    citations: tuple[Cited, ...] = ()
    intent: str = ""
    conversation_id: str = ""

    @classmethod
    def of(cls, reply: Mapping[str, Any]) -> "Said":
        """Read the reply of the HTTP contract."""
        code, words = str(reply["consult_code"]), reply["reply"]
        return cls(
            outcome=reply["outcome"],
            text=words["text"].replace(code, CODE),
            spoken=words["spoken"].replace(code, CODE),
            citations=tuple(Cited(c["entry_id"], c["clause"], c["quote"]) for c in reply["citations"]),
            intent=reply["intent"]["name"],
            conversation_id=reply["conversation_id"],
        )
