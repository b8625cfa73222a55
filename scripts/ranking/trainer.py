"""Weights from some questions, figures on others."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.evaluation.progress import progress
from knowledge.search.features import Feature
from scripts.ranking.ascent import Floats, Lists, averaged_climb
from scripts.ranking.collect import GatheredSet
from scripts.ranking.columns import gated_lists, sides
from scripts.ranking.prior import Choices, prior_direction
from scripts.ranking.settings import TrainingSettings

Parts = Mapping[str, NDArray[np.bool_]]
"""Which questions of which sets; a set that is not named has none."""


@dataclass(frozen=True)
class Model:
    """What was learnt: ``weights`` over the columns of ``features``, and the direction of passages that answer."""

    features: Sequence[Feature]
    weights: Floats
    direction: Floats


@dataclass(frozen=True)
class Trainer:
    """The sets, gathered, and what may be done with them."""

    settings: TrainingSettings
    gathered: Mapping[str, GatheredSet]
    choices: Mapping[str, Choices]

    @property
    def features(self) -> tuple[Feature, ...]:
        """Every feature that is learnt from."""
        return tuple(self.settings.start)

    @cached_property
    def everything(self) -> Parts:
        """All questions."""
        return {name: np.ones(len(each.questions), np.bool_) for name, each in self.gathered.items()}

    def learn(self, parts: Parts, features: Sequence[Feature]) -> Model:
        """Learn from some questions."""
        chosen = [self.choices[name].questions(part) for name, part in parts.items()]
        direction = prior_direction(chosen, self.settings.prior_penalty)
        lists = {name: self.lists(name, features, direction).questions(part) for name, part in parts.items()}
        start = [self.settings.start[feature][side] for side in (0, 1) for feature in features]
        weights = averaged_climb(lists, self.settings.shares, start, hits_count=self.settings.hits_count)
        return Model(features, weights, direction)

    def lists(self, name: str, features: Sequence[Feature], direction: Floats) -> Lists:
        """Return the columns of a set."""
        return gated_lists(self.gathered[name].with_prior(direction), self.settings.gate, features)

    def measure(self, model: Model, name: str, part: NDArray[np.bool_]) -> Mapping[str, float]:
        """Return the figures of a model on some questions of a set."""
        lists = self.lists(name, model.features, model.direction).questions(part)
        return {figure: round(value, 4) for figure, value in lists.figures(lists.values @ model.weights).items()}

    def halves(self) -> tuple[Parts, Parts]:
        """Return two halves of all questions, drawn by a hash of their ids."""
        first = {name: np.array([_drawn(q.id) for q in each.questions]) for name, each in self.gathered.items()}
        return first, {name: ~part for name, part in first.items()}


def _drawn(question_id: str) -> bool:
    return hashlib.sha256(question_id.encode()).digest()[0] % 2 == 0


def report(trainer: Trainer, model: Model) -> dict[str, Any]:
    """Return the figures of ``model`` and how they carry over.

    ``on_all``: on the questions it was made on. ``held_out``: each half by a model made on the other. ``leave_one_out``:
    each set by a model that has seen no question of it. ``ablation``: without each ingredient, on the questions made on.
    """
    everything, steps = trainer.everything, _steps(trainer, model)
    found: dict[str, Any] = {"questions": {name: int(part.sum()) for name, part in everything.items()}}
    with progress("比较") as done:
        for number, (name, work) in enumerate(steps, start=1):
            found[name] = work()
            done(number, len(steps))
    return found


def _steps(trainer: Trainer, model: Model) -> Sequence[tuple[str, Callable[[], Any]]]:
    return (
        ("on_all", lambda: {name: trainer.measure(model, name, part) for name, part in trainer.everything.items()}),
        ("held_out", lambda: _held_out(trainer)),
        ("leave_one_out", lambda: {name: _left_out(trainer, name) for name in trainer.everything}),
        (
            "ablation",
            lambda: [_full(trainer, model), *(_without(trainer, one) for one in trainer.settings.ingredients)],
        ),
    )


def _held_out(trainer: Trainer) -> Mapping[str, Mapping[str, float]]:
    first, second = trainer.halves()
    models = (trainer.learn(second, trainer.features), trainer.learn(first, trainer.features))
    found: dict[str, Mapping[str, float]] = {}
    for name in trainer.everything:
        counts = [int(part[name].sum()) for part in (first, second)]
        asked = [trainer.measure(model, name, part[name]) for model, part in zip(models, (first, second), strict=True)]
        found[name] = {
            figure: round(float(np.average([each[figure] for each in asked], weights=counts)), 4) for figure in asked[0]
        }
    return found


def _left_out(trainer: Trainer, name: str) -> Mapping[str, float]:
    rest = {other: part for other, part in trainer.everything.items() if other != name}
    return trainer.measure(trainer.learn(rest, trainer.features), name, trainer.everything[name])


def _full(trainer: Trainer, model: Model) -> Mapping[str, Any]:
    figures = {name: trainer.measure(model, name, part)["mrr"] for name, part in trainer.everything.items()}
    return {"ingredient": "full", **figures}


def _without(trainer: Trainer, ingredient: str) -> Mapping[str, Any]:
    taken = trainer.settings.ingredients[ingredient]
    model = trainer.learn(trainer.everything, [feature for feature in trainer.features if feature not in taken])
    return {**_full(trainer, model), "ingredient": ingredient}


def as_file(model: Model) -> Mapping[str, Mapping[str, float]]:
    """Return the weights as ``ranker.yml`` holds them."""
    return sides(model.weights.tolist(), model.features)
