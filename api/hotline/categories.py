"""The class of a 工单 that is suggested to an operator: what is wanted, by the words; what it is about, by the entry."""

import re
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).with_name("categories.yml")


class Named(BaseModel):
    """A code with its name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    name: str


class WantedKind(Named):
    """What a caller wants, known by the words."""

    words: re.Pattern[str]


class Matter(Named):
    """What it is about: fields of entries by their whole name, departments by a part of theirs, or else the words."""

    fields: tuple[str, ...]
    departments: tuple[str, ...]
    words: re.Pattern[str]


class Categories(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: tuple[WantedKind, ...]
    asking: Named
    policy_question: re.Pattern[str]
    emergency: Named
    urgent: Named
    other: Named
    classes: tuple[Matter, ...]

    def suggested(self, words: str, *, field: str = "", department: str = "") -> Named:
        """Return the class of a call: of what was asked, and of the entry that answers it."""
        return _joined(self._kind(words), self._matter(words, field, department))

    def in_danger(self) -> Named:
        """Return the class of an emergency."""
        return _joined(self.emergency, self.urgent)

    def _kind(self, words: str) -> Named:
        if self.policy_question.search(words):
            return self.asking
        return next((kind for kind in self.kinds if kind.words.search(words)), self.asking)

    def _matter(self, words: str, field: str, department: str) -> Named:
        by_field = (one for one in self.classes if field and field in one.fields)
        by_department = (one for one in self.classes if any(part in department for part in one.departments))
        by_words = (one for one in self.classes if one.words.search(words))
        return next((one for found in (by_field, by_department, by_words) for one in found), self.other)


def _joined(kind: Named, matter: Named) -> Named:
    return Named(code=f"{kind.code}-{matter.code}", name=f"{kind.name}·{matter.name}")


@cache
def categories() -> Categories:
    """Read ``categories.yml``, once."""
    return Categories.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
