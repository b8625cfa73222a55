"""Whether the words of a question tell that it is a person's or a company's affair."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from knowledge.model.passage import Audience

FILE = Path(__file__).with_name("audiences.yml")


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid")

    patterns: list[str] = Field(alias="any")
    unless: list[str]


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    unless: re.Pattern[str]

    def holds(self, text: str) -> bool:
        return bool(self.pattern.search(text)) and not self.unless.search(text)


@cache
def _rules() -> dict[Audience, _Rule]:
    rows = yaml.safe_load(FILE.read_text("utf-8"))
    words = {audience: _Words.model_validate(rows[audience]) for audience in Audience}
    return {
        audience: _Rule(re.compile("|".join(row.patterns)), re.compile("|".join(row.unless)))
        for audience, row in words.items()
    }


def audience_of(text: str) -> Audience | None:
    """Return for whom a normalised question is asked; nothing when the words do not tell, or tell both."""
    found = [audience for audience, rule in _rules().items() if rule.holds(text)]
    return found[0] if len(found) == 1 else None
