"""Suggestions while typing: published questions, in memory, as new as the index."""

import asyncio

from api.replica.live import LiveReplica
from api.suggestions.book import Audience, QuestionBook
from api.suggestions.limits import SuggestionLimits
from api.suggestions.questions import Question
from knowledge.clock import Clock, china_day
from knowledge.index.view import IndexView
from knowledge.model.region import RegionTree
from knowledge.text.pii import mask


class Suggestions:
    """Keeps the book of questions; it is read anew, beside the requests, when the index has changed."""

    def __init__(self, replica: LiveReplica, regions: RegionTree, clock: Clock, limits: SuggestionLimits) -> None:
        self._replica, self._regions, self._clock, self._limits = replica, regions, clock, limits
        self._book = QuestionBook(IndexView())
        self._reading = asyncio.Lock()

    async def suggest(self, typed: str, region: str) -> list[Question]:
        """Return what to offer; nothing for words that tell who somebody is. An unknown region is no region."""
        if mask(typed).kinds:
            return []
        known = region in self._regions
        audience = Audience(china_day(self._clock()), frozenset(self._regions.ladder(region)) if known else None)
        book = await self._current()
        return [
            question
            for question in book.suggest(typed, audience, self._limits)
            if self._replica.current.index.view.rows_of(question.entry_id)  # taken back while the book was read anew
        ]

    async def _current(self) -> QuestionBook:
        """Return the book of the index as it is; one that is being read anew keeps nobody but the first reader waiting."""
        newest = self._replica.current.index.view
        if self._book.view is newest or (self._reading.locked() and self._book.parts):
            return self._book
        async with self._reading:
            if self._book.view is not newest:
                self._book = await asyncio.to_thread(self._book.follow, newest)
        return self._book
