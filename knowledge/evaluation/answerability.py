"""Does it know when to answer? Half of the questions lose what answers them; a good system says so."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean
from typing import Any, TypeAlias

from knowledge.embedding.encoder import Encoder
from knowledge.evaluation.calibration import calibration_error, reliability
from knowledge.evaluation.corpus import EVERYWHERE, TemporaryIndex
from knowledge.evaluation.files import QueryRow, Relevant, RetrievalSet
from knowledge.evaluation.progress import progress
from knowledge.model.hit import SearchResult
from knowledge.search.hybrid import HybridSearch

Decide: TypeAlias = Callable[[str, SearchResult], tuple[str, float]]
"""Given a question and what was found: ``answered``, ``clarification`` or anything else, and the confidence in it."""

ANSWERED, CLARIFICATION = "answered", "clarification"
CURVE_POINTS = 50


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one question got. ``correct`` tells whether the first hit was relevant."""

    verdict: str
    confidence: float
    correct: bool


def evaluate_answerability(
    corpus: Path, queries: Path, qrels: Path, *, seed: int, encoder: Encoder, decide: Decide
) -> dict[str, Any]:
    """Ask half of the questions, take the relevant passages of the others out, ask those, and return shares.

    Args:
        corpus: ``corpus.jsonl``.
        queries: ``queries.jsonl``.
        qrels: ``qrels.tsv``.
        seed: Chooses the half, by hash of the query's id.
        encoder: The embedding model of the service.
        decide: The rule by which the service answers.
    """
    return summary(*_halves(RetrievalSet.read(corpus, queries, qrels), (seed,), encoder, decide)[0])


def answerability_over_seeds(
    data: RetrievalSet, seeds: Sequence[int], *, encoder: Encoder, decide: Decide
) -> dict[str, Any]:
    """Return the figures of ``evaluate_answerability`` as means over several draws; curve and bins of all together."""
    drawn = _halves(data, seeds, encoder, decide)
    figures = [summary(*halves) for halves in drawn]
    whole = summary(*([outcome for halves in drawn for outcome in halves[side]] for side in (0, 1)))
    for side in ("answerable", "unanswerable"):
        whole[side] = {name: fmean(one[side][name] for one in figures) for name in whole[side]}
        whole[side]["n"] = round(whole[side]["n"])
    return whole


def is_drawn(query_id: str, seed: int) -> bool:
    """Whether a query belongs to the half that loses its passages."""
    return hashlib.sha256(f"{seed}:{query_id}".encode()).digest()[0] % 2 == 0


def summary(answerable: Sequence[Outcome], unanswerable: Sequence[Outcome]) -> dict[str, Any]:
    """Return the figures of the contract."""
    return {
        "answerable": {
            "n": len(answerable),
            "answered_correct": _share(answerable, lambda o: o.verdict == ANSWERED and o.correct),
            "answered_wrong": _share(answerable, lambda o: o.verdict == ANSWERED and not o.correct),
            **_silence(answerable),
        },
        "unanswerable": {
            "n": len(unanswerable),
            "answered": _share(unanswerable, lambda o: o.verdict == ANSWERED),
            **_silence(unanswerable),
        },
        "risk_coverage": risk_coverage([*answerable, *unanswerable]),
        "calibration": calibration([*answerable, *unanswerable]),
    }


def calibration(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return how far confidence and share of right first hits are apart, on the whole and bin by bin."""
    bins = reliability([outcome.confidence for outcome in outcomes], [outcome.correct for outcome in outcomes])
    return {"expected_error": calibration_error(bins), "bins": [asdict(one) for one in bins]}


def risk_coverage(outcomes: Sequence[Outcome]) -> list[list[float]]:
    """Return the share of questions answered against the share of those answered wrongly, surest first.

    The curve of selective classification (El-Yaniv and Wiener, JMLR 2010), at some 50 points. Questions of equal
    confidence are answered together.
    """
    surest = sorted(outcomes, key=lambda outcome: -outcome.confidence)
    points, wrong = [], 0
    for answered, outcome in enumerate(surest, start=1):
        wrong += not outcome.correct
        if answered == len(surest) or surest[answered].confidence < outcome.confidence:
            points.append([answered / len(surest), wrong / answered])
    step = max(1, len(points) // CURVE_POINTS)
    return points[::-1][::step][::-1]


def _halves(
    data: RetrievalSet, seeds: Sequence[int], encoder: Encoder, decide: Decide
) -> list[tuple[list[Outcome], list[Outcome]]]:
    """Return for each seed what the answerable and the unanswerable questions got; the corpus is indexed once."""
    whole = TemporaryIndex.build(data.corpus, encoder)
    found = []
    for seed in seeds:
        temporary = whole.copy()
        search = HybridSearch(temporary.index, encoder)
        kept = [query for query in data.queries if not is_drawn(query.id, seed)]
        drawn = [query for query in data.queries if is_drawn(query.id, seed)]
        answerable = _ask(search, kept, data.relevant, decide)
        temporary.remove({passage for query in drawn for passage in data.relevant[query.id]})
        found.append((answerable, _ask(search, drawn, data.relevant, decide)))
    return found


def _ask(search: HybridSearch, queries: Sequence[QueryRow], relevant: Relevant, decide: Decide) -> list[Outcome]:
    outcomes: list[Outcome] = []
    with progress("作答") as report:
        for query in queries:
            found = search.search(query.text, EVERYWHERE)
            verdict, confidence = decide(query.text, found)
            correct = bool(found.hits) and found.hits[0].passage.id in relevant[query.id]
            outcomes.append(Outcome(verdict, confidence, correct))
            report(len(outcomes), len(queries))
    return outcomes


def _silence(outcomes: Sequence[Outcome]) -> dict[str, float]:
    return {
        "clarified": _share(outcomes, lambda o: o.verdict == CLARIFICATION),
        "abstained": _share(outcomes, lambda o: o.verdict not in {ANSWERED, CLARIFICATION}),
    }


def _share(outcomes: Sequence[Outcome], condition: Callable[[Outcome], bool]) -> float:
    return sum(map(condition, outcomes)) / len(outcomes) if outcomes else 0.0
