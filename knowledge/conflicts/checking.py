"""Answers of an entry against those of all others in an index."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

import numpy as np

from knowledge.conflicts.applying import apply_together
from knowledge.conflicts.comparing import Said, Verdict, differences, verdict_of
from knowledge.conflicts.conflict import Conflict, ConflictKind
from knowledge.conflicts.likeness import Likeness, QuestionWords, letters_of, pairs_of, shared
from knowledge.conflicts.settings import conflict_settings
from knowledge.embedding.encoder import Progress, Vectors
from knowledge.index.postings import Mask
from knowledge.index.view import IndexView
from knowledge.model.passage import Passage
from knowledge.model.region import RegionTree


@dataclass(frozen=True, slots=True)
class AskedAnswer:
    """A curated answer and the vectors of its questions, shape ``(questions, dimension)``."""

    passage: Passage
    vectors: Vectors


class ConflictCheck:
    """Looks through one state of the index."""

    def __init__(self, view: IndexView, words: QuestionWords, family: str, regions: RegionTree, today: date) -> None:
        """``family`` is that of the model which the vectors are from."""
        self._view = view
        self._likeness = Likeness(words, family)
        self._regions = regions
        self._today = today

    def against(self, own: Iterable[AskedAnswer]) -> list[Conflict]:
        """Return what the answers of one entry share with others, contradictions first."""
        answers = list(own)
        mask = self._others({answer.passage.entry_id for answer in answers})
        found = [conflict for answer in answers for conflict in self._of(answer, mask)]
        return ordered([*found, *(c for answer in answers for c in own_negatives(answer.passage))])

    def throughout(self, progress: Progress | None = None) -> list[Conflict]:
        """Return every conflict between two entries, each once, and every entry at odds with its own negatives."""
        rows = [int(row) for row in self._view.living_rows() if len(self._view.vectors_of("questions", int(row)))]
        found: dict[tuple[str, str], Conflict] = {}
        mask = self._others(set())
        for done, row in enumerate(rows, start=1):
            passage = self._view.passage(row)
            answer = AskedAnswer(passage, self._view.vectors_of("questions", row))
            for conflict in self._of(answer, mask, after=passage.id):
                found.setdefault((passage.id, conflict.other_question), conflict)
            for conflict in own_negatives(passage):
                found.setdefault((passage.id, conflict.question), conflict)
            if progress:
                progress(done, len(rows))
        return ordered(found.values())

    def _others(self, entry_ids: set[str]) -> Mask:
        mask: Mask = np.concatenate(self._view.alive) if self._view.alive else np.empty(0, np.bool_)
        for entry_id in entry_ids:
            rows = self._view.rows_of(entry_id)
            mask[rows.start : rows.stop] = False
        return mask

    def _of(self, answer: AskedAnswer, mask: Mask, after: str = "") -> Iterator[Conflict]:
        """Compare an answer with those near it; only with passages ``after`` an id, to meet each pair once."""
        count = conflict_settings().candidates
        near = [self._view.dense_top("questions", vector, count, mask) for vector in answer.vectors]
        for row in np.unique(np.concatenate(near)) if near else ():
            other = self._view.passage(int(row))
            if other.entry_id == answer.passage.entry_id or other.id <= after:
                continue
            if apply_together(answer.passage, other, self._regions, self._today):
                yield from self._compared(answer, other, self._view.vectors_of("questions", int(row)))

    def _compared(self, answer: AskedAnswer, other: Passage, vectors: Vectors) -> Iterator[Conflict]:
        mine, cosines = answer.passage, answer.vectors @ vectors.T
        probability = self._likeness.probability(mine.questions, other.questions, cosines)
        exact = probability == 1.0
        of_one_aspect = mine.aspect is other.aspect or exact
        if not of_one_aspect or not self._likeness.may_be_one(probability, mine.text, other.text):
            return
        question, asked = _nearest(mine, other, cosines)
        found = differences(_said(mine), _said(other), certainly_same=exact)
        taken = letters_of(question) == letters_of(other.questions[0]) and question != mine.questions[0]
        yield Conflict(
            kind=ConflictKind.TAKEN if taken else ConflictKind.ANSWER,
            own_entry=mine.entry_id,
            question=question,
            entry_id=other.entry_id,
            title=other.title,
            other_question=asked,
            similarity=round(probability, 3),
            mine=mine.spoken,
            theirs=other.spoken,
            verdict=verdict_of(found),
            differences=found,
            note=self._note(mine, other),
        )

    def _note(self, mine: Passage, other: Passage) -> str:
        if mine.region == other.region:
            return ""
        names = [self._regions[p.region].name if p.region in self._regions else p.region for p in (mine, other)]
        return conflict_settings().labels.regions.format(mine=names[0], theirs=names[1])


def own_negatives(passage: Passage) -> Iterator[Conflict]:
    """Yield the negative questions that are nearly one of the passage's own: who asks that is led away from it."""
    settings = conflict_settings()
    for negative, question in product(passage.negatives, passage.questions):
        alike = shared(pairs_of(negative), pairs_of(question))
        if alike >= settings.negative:
            yield Conflict(
                kind=ConflictKind.NEGATIVE,
                own_entry=passage.entry_id,
                question=question,
                entry_id=passage.entry_id,
                title=passage.title,
                other_question=negative,
                similarity=round(alike, 3),
                mine=passage.spoken,
                theirs="",
                verdict=Verdict.DIFFERENT,
                note=settings.labels.negative,
            )


def ordered(conflicts: Iterable[Conflict]) -> list[Conflict]:
    """Return contradictions first, and the surest first among them."""
    return sorted(
        conflicts, key=lambda c: (c.verdict is Verdict.SAME, -c.similarity, c.question, c.entry_id, c.other_question)
    )


def _nearest(mine: Passage, other: Passage, cosines: Vectors) -> tuple[str, str]:
    """Return the pair of questions that are the same letter for letter, or else the nearest."""
    for one, two in product(mine.questions, other.questions):
        if letters_of(one) == letters_of(two):
            return one, two
    at, to = np.unravel_index(int(np.argmax(cosines)), cosines.shape)
    return mine.questions[int(at)], other.questions[int(to)]


def _said(passage: Passage) -> Said:
    return Said(passage.spoken, passage.text)
