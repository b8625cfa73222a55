"""From evidence to a probability, and from the probability to a verdict; weights and thresholds are data."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from math import exp
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge.answering.evidence import evidence
from knowledge.model.hit import SearchResult

DEFAULT = Path(__file__).with_name("decision.yml")


class Verdict(StrEnum):
    """What to do with the best candidate."""

    ANSWER = "answered"
    CLARIFY = "clarification"
    NO_ANSWER = "no_answer"
    OUT_OF_SCOPE = "out_of_scope"


class Decision(BaseModel):
    """A logistic model of evidence and the thresholds on its probability."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str
    intercept: float
    weights: Mapping[str, float]
    answer_at: float
    clarify_at: float
    out_of_scope_below: float
    certainly_out_below: float
    sure_intent: float
    private_law_at: float = 0.5

    def confidence(self, found: SearchResult) -> float:
        """Return the probability that the first hit answers the question."""
        figures = evidence(found)
        logit = self.intercept + sum(weight * figures[name] for name, weight in self.weights.items())
        return 1 / (1 + exp(-max(-60.0, min(60.0, logit)))) if found.hits else 0.0

    def is_sure(self, found: SearchResult) -> bool:
        """Whether the first hit is likely enough to be answered with."""
        return self.confidence(found) >= self.answer_at

    def verdict(self, found: SearchResult, in_scope: float = 1.0) -> Verdict:
        """Return what to do, given how likely the question is in scope."""
        confidence = self.confidence(found)
        if in_scope < self.certainly_out_below and not evidence(found)["exact"]:
            return Verdict.OUT_OF_SCOPE
        if confidence >= self.answer_at:
            return Verdict.ANSWER
        if in_scope < self.out_of_scope_below:
            return Verdict.OUT_OF_SCOPE
        return Verdict.CLARIFY if confidence >= self.clarify_at else Verdict.NO_ANSWER


@cache
def load_decision(path: Path = DEFAULT) -> Decision:
    """Read the weights and thresholds."""
    return Decision.model_validate(yaml.safe_load(path.read_text("utf-8")))
