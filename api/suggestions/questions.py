"""The curated questions of one segment of the index, made once; segments never change."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from api.suggestions.folding import folded, is_letters, spelt
from api.suggestions.haystack import Haystack
from knowledge.index.segment import Segment
from knowledge.model.validity import Validity


@dataclass(frozen=True, slots=True)
class Question:
    """A standard question as it is offered; ``row`` is its passage's in the segment."""

    row: int
    text: str
    entry_id: str
    region: str
    validity: Validity


@dataclass(frozen=True, slots=True)
class SegmentQuestions:
    """``owners`` is the number of the question behind each of the other wordings."""

    questions: tuple[Question, ...]
    owners: tuple[int, ...]
    standard: Haystack
    others: Haystack
    letters: Haystack
    initials: Haystack

    @classmethod
    def of(cls, segment: Segment) -> Self:
        """Read the questions of a segment."""
        questions: list[Question] = []
        owners: list[int] = []
        others: list[str] = []
        for row in range(len(segment)):
            passage = segment.records[row]
            if not passage.questions:
                continue
            owners += [len(questions)] * (len(passage.questions) - 1)
            others += map(folded, passage.questions[1:])
            questions.append(Question(row, passage.questions[0], passage.entry_id, passage.region, passage.validity))
        standard = [folded(question.text) for question in questions]
        spellings = [spelt(text) for text in standard]
        return cls(
            tuple(questions),
            tuple(owners),
            Haystack(standard),
            Haystack(others),
            Haystack.of_syllables(spellings),
            Haystack(["".join(syllable[0] for syllable in syllables) for syllables in spellings]),
        )

    def grades(self, needle: str, shortest_letters: int) -> Iterator[Iterator[Question]]:
        """Yield the questions that fit what was typed, grade by grade: the best grade first, each in its own order."""
        yield (self.questions[n] for n in self.standard.beginning(needle))
        yield (self.questions[n] for n in self.standard.holding(needle))
        yield (self.questions[self.owners[n]] for n in self.others.beginning(needle))
        yield (self.questions[self.owners[n]] for n in self.others.holding(needle))
        if is_letters(needle) and len(needle) >= shortest_letters:
            yield (self.questions[n] for n in self.letters.beginning(needle))
            yield (self.questions[n] for n in self.letters.holding(needle))
            yield (self.questions[n] for n in self.initials.beginning(needle))
