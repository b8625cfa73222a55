"""Rules on words: regular expressions in reviewed YAML, each with the reply it leads to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from knowledge.answering.answer import Answer
from knowledge.answering.outcome import Outcome


class RuleText(BaseModel):
    """A rule as it stands in the file. ``always`` holds whatever else is said, ``any`` only without ``unless``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    always: list[str] = []
    patterns: list[str] = Field(default=[], alias="any")
    unless: list[str] = []
    text: str
    spoken: str
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class WordRule:
    """A compiled rule."""

    name: str
    always: re.Pattern[str] | None
    usual: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    answer: Answer

    @classmethod
    def compiled(cls, row: RuleText, outcome: Outcome) -> "WordRule":
        """Compile a rule that ends in ``outcome`` unless it names one of its own."""
        answer = Answer(row.outcome or outcome, row.text, row.spoken, confidence=1.0)
        return cls(row.name, _either(row.always), _either(row.patterns), _either(row.unless), answer)

    def applies(self, text: str) -> bool:
        """Whether the words meet the rule, as they stand or closed up: “自 杀” is no other word than “自杀”."""
        forms = (text, closed_up(text))
        if _found(self.always, forms):
            return True
        return _found(self.usual, forms) and not _found(self.unless, forms)


_BETWEEN = re.compile(r"(?P<words>(?<=[A-Za-z0-9])[\W_]+(?=[A-Za-z0-9]))|[\W_]+")


def closed_up(text: str) -> str:
    """Return the letters, figures and characters of a text alone; what parts words of letters stays a space."""
    return _BETWEEN.sub(lambda gap: " " if gap["words"] else "", text)


def _either(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None


def _found(pattern: re.Pattern[str] | None, forms: Iterable[str]) -> bool:
    return pattern is not None and any(pattern.search(form) for form in forms)
