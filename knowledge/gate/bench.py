"""Put an index to the test with the code that answers citizens; settings can be handed in, to see what they do."""

from dataclasses import dataclass
from datetime import date

from knowledge.answering.answerer import build_answerer
from knowledge.answering.decision import Decision, load_decision
from knowledge.embedding.encoder import Encoder
from knowledge.gate.asking import Bench
from knowledge.index.policy_index import PolicyIndex
from knowledge.regions.loader import load_regions
from knowledge.scope.judge import LinearScopeJudge
from knowledge.search.hybrid import HybridSearch
from knowledge.search.settings import SearchSettings
from knowledge.wording.reader import WordingReader, default_reader


@dataclass(frozen=True, slots=True)
class Tuning:
    """What a change may touch beside the knowledge: thresholds, weights and words; the shipped ones unless given."""

    decision: Decision | None = None
    search: SearchSettings | None = None
    reader: WordingReader | None = None


def bench_over(index: PolicyIndex, encoder: Encoder, home: str, on: date, tuning: Tuning | None = None) -> Bench:
    """Return what asks questions of an index as a citizen of ``home`` does on a day."""
    tuning = tuning or Tuning()
    reader = tuning.reader or default_reader()
    search = HybridSearch(index, encoder, tuning.search, reader=reader)
    decision = tuning.decision or load_decision()
    answerer = build_answerer(search, LinearScopeJudge.load(), load_regions(), home, decision, lambda: reader)
    return Bench(answerer, search, home, on)
