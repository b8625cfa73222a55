"""The gate closes when thresholds, weights, words or knowledge are spoiled: real model, real answerer, part of the samples."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from api.gate.library import gate_library, index_of, with_entries
from api.replica.loading import load_encoder
from api.settings import Settings
from knowledge.answering import aspects
from knowledge.answering.decision import ByKind, load_decision
from knowledge.embedding.encoder import Encoder
from knowledge.embedding.store import InMemoryEmbeddingStore
from knowledge.gate.baseline import Baseline
from knowledge.gate.bench import Tuning, bench_over
from knowledge.gate.comparison import Comparison, compare
from knowledge.gate.judging import Never, Result
from knowledge.gate.questions import GateQuestion, askable, load_questions
from knowledge.gate.settings import Kind, gate_settings
from knowledge.index.changes import Remove
from knowledge.index.policy_index import PolicyIndex
from knowledge.model.passage import Passage
from knowledge.model.validity import Validity
from knowledge.search.settings import search_settings

FIELDS = ("disclosure-", "fee-by-", "gate-", "identity-", "housing-fund-", "unemployment-", "minimum-", "old-age-")
pytestmark = pytest.mark.integration
Library = Mapping[str, tuple[Passage, ...]]


class Part:
    """Part of the sample knowledge, indexed once, and the questions about it."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder, self.store = encoder, InMemoryEmbeddingStore()
        self.library: Library = {k: v for k, v in gate_library().items() if k.startswith(FIELDS)}
        self.index = asyncio.run(index_of(self.library, encoder, self.store))
        self.questions: Sequence[GateQuestion] = askable(load_questions(), self.library)
        self.baseline = Baseline.of(self.run())

    def run(self, index: PolicyIndex | None = None, **tuning: object) -> Sequence[Result]:
        settings = gate_settings()
        bench = bench_over(index or self.index, self.encoder, settings.home, settings.day, Tuning(**tuning))
        return bench.run(self.questions)

    def compared(self, index: PolicyIndex | None = None, **tuning: object) -> Comparison:
        return compare(self.run(index, **tuning), self.baseline)


@pytest.fixture(scope="module")
def part(model_dir: Path) -> Part:
    return Part(load_encoder(Settings(_env_file=None, data_dir=model_dir.parents[1])))


def test_nothing_changed(part: Part) -> None:
    found = part.compared()
    assert found.passed
    assert len(found.results) >= 100
    assert len(part.baseline.passing) > len(found.results) / 2
    assert not part.baseline.never


def _both(threshold: float) -> ByKind:
    return ByKind(curated=threshold, clause=threshold)


@pytest.mark.parametrize(
    "thresholds",
    [
        {"answer_at": _both(0.01), "clarify_at": _both(0.005)},
        {"answer_at": _both(0.99)},
        {"out_of_scope_below": 1.0, "certainly_out_below": 1.0},
    ],
    ids=["answers everything", "answers hardly anything", "takes everything for chatter"],
)  # fmt: skip
def test_a_broken_threshold(part: Part, thresholds: dict[str, float]) -> None:
    found = part.compared(decision=load_decision().model_copy(update=thresholds))
    assert not found.passed
    assert found.newly_wrong


def test_a_hostile_weight(part: Part) -> None:
    settings = search_settings()
    hostile = settings.model_copy(update={"question": settings.question.model_copy(update={"weight": 0.0})})
    found = part.compared(search=hostile)
    assert not found.passed
    assert any(result.kind is Kind.COVERED for result in found.newly_wrong)


def test_an_emptied_dictionary(part: Part, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aspects, "_words", lambda: ())
    found = part.compared()
    assert not found.passed
    assert any(result.kind is Kind.FOLLOW_UP for result in found.newly_wrong)


def test_an_entry_that_is_gone(part: Part) -> None:
    without = PolicyIndex(part.index.analyzer, part.index.view)
    without.apply([Remove("minimum-living")], without.sequence + 1)
    found = part.compared(without)
    assert not found.passed
    assert {"aid-min-1", "fol-01"} <= {result.id for result in found.newly_wrong}


def test_a_repealed_rule_that_lost_its_date(part: Part) -> None:
    lanterns = tuple(replace(passage, validity=Validity()) for passage in part.library["gate-sky-lanterns"])
    changed = asyncio.run(with_entries(part.index, [("gate-sky-lanterns", lanterns)], part.encoder, part.store))
    found = part.compared(changed)
    assert not found.passed
    assert "val-repealed-2" in {result.id for result in found.newly_wrong}


def test_a_rule_of_a_district_that_is_given_to_everybody(part: Part) -> None:
    lushi = tuple(replace(passage, region="000000") for passage in part.library["gate-mushroom-lushi"])
    changed = asyncio.run(with_entries(part.index, [("gate-mushroom-lushi", lushi)], part.encoder, part.store))
    bold = load_decision().model_copy(update={"answer_at": _both(0.2)})  # a timid one would ask back
    found = part.compared(changed, decision=bold)
    assert {result.id for result in found.never} & {"reg-other-1", "reg-other-2", "reg-city-1"}
    assert {kind for result in found.never for kind in result.never} == {Never.REGION}
