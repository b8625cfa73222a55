"""From evidence to a probability, and from the probability to a verdict; weights and thresholds are data."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from math import exp
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge.answering.evidence import evidence, is_clause
from knowledge.model.hit import SearchResult

DEFAULT = Path(__file__).with_name("decision.yml")


class Verdict(StrEnum):
    """What to do with the best candidate."""

    ANSWER = "answered"
    CLARIFY = "clarification"
    NO_ANSWER = "no_answer"
    OUT_OF_SCOPE = "out_of_scope"


class Logistic(BaseModel):
    """A logistic model of the evidence."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    intercept: float
    weights: Mapping[str, float]

    def probability(self, figures: Mapping[str, float]) -> float:
        """Return the probability for these figures."""
        logit = self.intercept + sum(weight * figures[name] for name, weight in self.weights.items())
        return 1 / (1 + exp(-max(-60.0, min(60.0, logit))))


class ByKind(BaseModel):
    """A threshold for curated text and one for clauses: a curated answer beside the right one is of the same policy."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    curated: float
    clause: float

    def of(self, found: SearchResult) -> float:
        """Return the threshold that the first hit has to reach."""
        return self.clause if is_clause(found) else self.curated


class Decision(BaseModel):
    """Logistic models of evidence, for curated text and for clauses, and the thresholds on their probability."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str
    curated: Logistic
    clause: Logistic
    answer_at: ByKind
    clarify_at: ByKind
    out_of_scope_below: float
    certainly_out_below: float
    scope_overruled_at: float
    sure_intent: float
    private_law_at: float = 0.5

    def confidence(self, found: SearchResult) -> float:
        """Return the probability that the first hit answers the question."""
        model = self.clause if is_clause(found) else self.curated
        return model.probability(evidence(found)) if found.hits else 0.0

    def is_sure(self, found: SearchResult) -> bool:
        """Whether the first hit is likely enough to be answered with."""
        return bool(found.hits) and self.confidence(found) >= self.answer_at.of(found)

    def verdict(self, found: SearchResult, in_scope: float = 1.0) -> Verdict:
        """Return what to do, given how likely the question is in scope."""
        if in_scope < self.certainly_out_below and not evidence(found)["exact"]:
            return Verdict.OUT_OF_SCOPE
        if self.is_sure(found):
            return Verdict.ANSWER
        confidence = self.confidence(found)
        if in_scope < self.out_of_scope_below and confidence < self.scope_overruled_at:
            return Verdict.OUT_OF_SCOPE
        return Verdict.CLARIFY if confidence >= self.clarify_at.of(found) else Verdict.NO_ANSWER


@cache
def load_decision(path: Path = DEFAULT) -> Decision:
    """Read the weights and thresholds."""
    return Decision.model_validate(yaml.safe_load(path.read_text("utf-8")))
