"""Every published question, as the index has them after one change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice, zip_longest
from typing import Self

from api.suggestions.folding import folded
from api.suggestions.limits import SuggestionLimits
from api.suggestions.questions import Question, SegmentQuestions
from knowledge.index.segment import Segment
from knowledge.index.view import IndexView
from knowledge.model.validity import Status


@dataclass(frozen=True, slots=True)
class Audience:
    """Whose questions count: the rules of these regions (of all where none are given) on this day."""

    on: date
    regions: frozenset[str] | None = None

    def has(self, question: Question) -> bool:
        """Whether the rule behind a question is one of theirs."""
        here = self.regions is None or question.region in self.regions
        return here and question.validity.status(self.on) is Status.IN_FORCE


@dataclass(frozen=True, slots=True)
class QuestionBook:
    """The questions of a view, segment by segment."""

    view: IndexView
    parts: tuple[tuple[Segment, SegmentQuestions], ...] = ()

    def follow(self, view: IndexView) -> Self:
        """Return the book of a newer view; only segments that this one lacks are read."""
        known = {id(segment): questions for segment, questions in self.parts}
        parts = [(segment, known.get(id(segment)) or SegmentQuestions.of(segment)) for segment in view.segments]
        return type(self)(view, tuple(parts))

    def suggest(self, typed: str, audience: Audience, limits: SuggestionLimits) -> list[Question]:
        """Return the questions that begin with what was typed, then those that hold it, then those that sound so."""
        needle = folded(typed)
        if not needle or len(needle) > limits.longest_text:
            return []
        found: dict[str, Question] = {}
        for question in islice(self._fitting(needle, limits.shortest_letters), limits.looked_at):
            if question.text not in found and audience.has(question):
                found[question.text] = question
            if len(found) == limits.shown:
                break
        return list(found.values())

    def _fitting(self, needle: str, shortest_letters: int) -> Iterator[Question]:
        """Yield the living questions that fit, the best grade of every segment before the next grade of any."""
        grades = [questions.grades(needle, shortest_letters) for _, questions in self.parts]
        for row in zip_longest(*grades, fillvalue=iter(())):
            for alive, fitting in zip(self.view.alive, row, strict=True):
                yield from (question for question in fitting if alive[question.row])
