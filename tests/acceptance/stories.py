"""Conversations as files: what a citizen says turn by turn, and what has to come back."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, field_validator

from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "data" / "stories"
_SAMPLES = ROOT / "knowledge" / "samples" / "interpretations"
# What only the dialogue engine can tell apart: without it a greeting is a question like any other.
_OF_THE_ENGINE = {"smalltalk", "form", "feedback", "handoff"}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Turn(_Part):
    """One turn. ``answers`` are standard questions of the samples: their policy and their aspect, in this order."""

    says: str
    answers: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    not_outcome: str = ""
    says_back: str = ""
    offers: str = ""
    region: str = ""

    @field_validator("answers", "outcome", mode="before")
    @classmethod
    def _several(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value

    @property
    def needs_engine(self) -> bool:
        return bool(_OF_THE_ENGINE & set(self.outcome)) and not self.answers


class Story(_Part):
    """A conversation."""

    story: str
    turns: tuple[Turn, ...]

    @property
    def needs_engine(self) -> bool:
        return any(turn.needs_engine for turn in self.turns)


@dataclass(frozen=True, slots=True)
class Expected:
    """A curated answer of the samples."""

    entry_id: str
    conclusion: str


@cache
def all_stories() -> tuple[Story, ...]:
    """Read every story."""
    rows = [row for path in sorted(FOLDER.glob("*.yml")) for row in yaml.safe_load(path.read_text("utf-8"))["stories"]]
    return tuple(Story.model_validate(row) for row in rows)


@cache
def curated() -> Mapping[str, Expected]:
    """Return the samples' answers by standard question; one question is one policy and one aspect."""
    found: dict[str, Expected] = {}
    for path in sorted(_SAMPLES.glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text("utf-8"))["interpretations"]:
            found |= {pair["question"]: Expected(entry["id"], pair["conclusion"]) for pair in entry["qa"]}
    return found


def misses(turn: Turn, reply: Mapping[str, Any]) -> list[str]:
    """Return what of a reply is not as the turn wants it."""
    outcome, text = reply["outcome"], reply["reply"]["text"]
    wanted = turn.outcome or (("answered",) if turn.answers else ())
    titles = [button["title"] for button in reply["reply"]["buttons"]]
    complaints = [
        f"{outcome} instead of {wanted}" if wanted and outcome not in wanted else "",
        f"{outcome}" if outcome == turn.not_outcome else "",
        f"does not say {turn.says_back}" if turn.says_back not in text else "",
        f"offers {titles}, not {turn.offers}" if turn.offers and turn.offers not in titles else "",
        *(_wrong_answers(turn, reply) if turn.answers else ()),
    ]
    return [f"{turn.says} → {complaint}: {text[:160]!r}" for complaint in complaints if complaint]


def _wrong_answers(turn: Turn, reply: Mapping[str, Any]) -> list[str]:
    """Every answer in its order and with its own citation, and nothing cited beside."""
    wanted = [curated()[question] for question in turn.answers]
    places = [reply["reply"]["text"].find(answer.conclusion) for answer in wanted]
    cited = {(citation["entry_id"].rpartition(":")[2], citation["quote"]) for citation in reply["citations"]}
    return [
        "" if -1 not in places and places == sorted(places) else f"does not answer {turn.answers}",
        "" if cited == {(a.entry_id, a.conclusion) for a in wanted} else f"cites {sorted(cited)}",
    ]
