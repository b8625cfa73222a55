"""``python -m scripts.ranking.decide``: how likely the first candidate answers, and the thresholds on that.

Writes the weights and thresholds into ``knowledge/answering/decision.yml`` and prints how well they carry over: the area
under the curve and the calibration error of every set by weights made without it, and by weights made on other questions.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from api.cli.output import stderr
from api.replica.loading import load_encoder
from api.settings import Settings
from knowledge.answering.decision import DEFAULT, load_decision
from knowledge.answering.evidence import FIGURES
from knowledge.evaluation.classification import area_under_curve
from scripts.bench.command import run_command
from scripts.bench.places import test_data
from scripts.bench.sets import development_sets
from scripts.bench.stored_encoder import StoredEncoder
from scripts.ranking.examples import Example, examples_of, sample_examples
from scripts.ranking.samples import sample_passages

# These agree too seldom in any set to be learnt; set by judgement: a whole question met letter for letter is certain.
BY_HAND: Mapping[str, float] = {"named": 1.2, "exact": 12.0}
LEARNT = tuple(name for name in FIGURES if name not in BY_HAND)
PENALTY = 1.0
WRONG_COSTS = 5.0  # as much as so many answers missing
ANY_DAY = date(2026, 1, 1)


class Design:
    """Examples as arrays."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.figures = np.array([[each.figures[name] for name in LEARNT] for each in examples])
        self.right = np.array([each.right for each in examples])
        self.names = np.array([each.set_name for each in examples])
        self.fold = np.array([hashlib.sha256(each.question_id.encode()).digest()[0] % 5 for each in examples])
        self.answerable = np.array([each.answerable for each in examples])

    def fit(self, rows: NDArray[np.bool_]) -> tuple[NDArray[np.float64], float]:
        """Return weights and intercept made on some examples, every set counting the same."""
        figures, names = self.figures[rows], self.names[rows]
        mean, deviation = figures.mean(axis=0), figures.std(axis=0) + 1e-9
        counts = {name: np.count_nonzero(names == name) for name in set(names)}
        shares = np.array([len(names) / len(counts) / counts[name] for name in names])
        model = LogisticRegression(C=PENALTY, max_iter=2000)
        model.fit((figures - mean) / deviation, self.right[rows], sample_weight=shares)
        weights = model.coef_[0] / deviation
        return weights, float(model.intercept_[0] - weights @ mean)

    def probabilities(self, rows: NDArray[np.bool_], weights: NDArray[np.float64], bias: float) -> NDArray[np.float64]:
        """Return the probability of being right of some examples."""
        return np.asarray(1 / (1 + np.exp(-(self.figures[rows] @ weights + bias))))


def calibration_error(probabilities: NDArray[np.float64], right: NDArray[np.bool_], bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal size (Naeini et al., AAAI 2015)."""
    order = np.argsort(probabilities, kind="stable")
    parts = np.array_split(order, bins)
    gaps = [abs(probabilities[part].mean() - right[part].mean()) * len(part) for part in parts if len(part)]
    return float(sum(gaps) / len(order))


def figures(design: Design, rows: NDArray[np.bool_], probabilities: NDArray[np.float64]) -> dict[str, float]:
    """Return area under the curve, calibration error, and what the threshold makes of both kinds of questions."""
    right, can = design.right[rows], design.answerable[rows]
    answered = probabilities >= WRONG_COSTS / (WRONG_COSTS + 1)
    return {
        "auc": round(area_under_curve(probabilities[right], probabilities[~right]), 3),
        "calibration_error": round(calibration_error(probabilities, right), 3),
        "answered_right": round(float((answered & right)[can].mean()), 3),
        "answered_wrong": round(float((answered & ~right)[can].mean()), 3),
        "unanswerable_answered": round(float(answered[~can].mean()), 3),
    }


def carried_over(design: Design) -> dict[str, Any]:
    """Return the figures of every set by weights that have not seen its questions."""
    report: dict[str, Any] = {"leave_one_out": {}, "held_out": {}}
    held_out = np.empty(len(design.right))
    for fold in range(5):
        rows = design.fold == fold
        held_out[rows] = design.probabilities(rows, *design.fit(~rows))
    for name in sorted(set(design.names)):
        rows = design.names == name
        report["leave_one_out"][name] = figures(design, rows, design.probabilities(rows, *design.fit(~rows)))
        report["held_out"][name] = figures(design, rows, held_out[rows])
    report["held_out"]["all"] = figures(design, np.ones(len(held_out), np.bool_), held_out)
    return report


def write(weights: NDArray[np.float64], bias: float) -> None:
    """Put the weights into the settings, keeping the rest of the file."""
    before = load_decision()
    learnt = {name: round(float(weight), 3) for name, weight in zip(LEARNT, weights, strict=True)}
    content = {"intercept": round(bias, 3), "weights": {**learnt, **BY_HAND}}
    version = hashlib.sha256(repr(content).encode()).hexdigest()[:8]
    lines = DEFAULT.read_text("utf-8").splitlines()
    fresh = {"version": version, **content}
    kept = [line for line in lines if line.partition(":")[0] not in fresh and not line.startswith("  ")]
    head = [line for line in kept if line.startswith("#")]
    body = yaml.safe_dump(fresh, sort_keys=False, default_flow_style=None, width=110).splitlines()
    DEFAULT.write_text("\n".join([*head, *body, *(line for line in kept if line not in head)]) + "\n", "utf-8")
    stderr.print(f"{before.version} → {version}")


def main() -> None:
    """Ask, fit, compare, write."""
    service = Settings()
    encoder = StoredEncoder(load_encoder(service), service.data_dir / "bench.db")
    examples = [one for each in development_sets(test_data()) for one in examples_of(each.name, each.read(), encoder)]
    examples += sample_examples(sample_passages(), encoder, ANY_DAY)
    design = Design(examples)
    stderr.print_json(data=carried_over(design))
    write(*design.fit(np.ones(len(design.right), np.bool_)))


if __name__ == "__main__":
    run_command(main)
