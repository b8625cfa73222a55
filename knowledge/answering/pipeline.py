"""Run named steps over one context until one of them answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TypeAlias

from knowledge.answering.context import TurnContext

Step: TypeAlias = Callable[[TurnContext], None]


@dataclass(frozen=True, slots=True)
class NamedStep:
    """A step and the name it is timed under."""

    name: str
    run: Step


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Steps in order, and those that come last whatever was answered. Each records how long it took."""

    steps: Sequence[NamedStep]
    closing: Sequence[NamedStep] = ()

    def run(self, context: TurnContext) -> TurnContext:
        """Run the steps until one sets the answer, then the closing ones; return the context."""
        for step in self.steps:
            if context.answer is not None:
                break
            _timed(step, context)
        for step in self.closing:
            _timed(step, context)
        return context


def _timed(step: NamedStep, context: TurnContext) -> None:
    started = perf_counter()
    step.run(context)
    context.timing_ms[step.name] = context.timing_ms.get(step.name, 0.0) + (perf_counter() - started) * 1000
