"""What a draft contradicts, and what contradicts what in the whole base."""

import asyncio

import numpy as np

from api.db.engine import Database
from api.preview.documents import document_conflicts
from api.preview.overlay import Overlay, Overlays, Replica
from api.preview.passages import Draft
from api.replica.replica import IndexReplica
from knowledge.clock import Clock, china_day
from knowledge.conflicts.checking import AskedAnswer, ConflictCheck
from knowledge.conflicts.conflict import Conflict
from knowledge.conflicts.likeness import QuestionWords
from knowledge.embedding.encoder import Progress
from knowledge.index.changes import Upsert
from knowledge.index.policy_index import PolicyIndex
from knowledge.model.document import PolicyDocument
from knowledge.model.region import RegionTree


class PreviewConflicts:
    """Checks drafts against what is public."""

    def __init__(
        self, database: Database, overlays: Overlays, replica: Replica, regions: RegionTree, clock: Clock
    ) -> None:
        self._database = database
        self._overlays = overlays
        self._replica = replica
        self._regions = regions
        self._clock = clock

    async def of(self, draft: Draft) -> list[Conflict]:
        """Return what the draft contradicts or repeats, contradictions first."""
        today = china_day(self._clock())
        if isinstance(draft.content, PolicyDocument):
            async with self._database.read() as session:
                return await document_conflicts(session, draft.id, draft.content, today)
        overlay, replica = await self._overlays.of(draft), await self._replica()
        return await asyncio.to_thread(self._check, overlay, replica)

    async def throughout(self, progress: Progress | None = None) -> list[Conflict]:
        """Return what contradicts or repeats what among all that is public."""
        replica = await self._replica()
        return await asyncio.to_thread(self._checking(replica.index, replica).throughout, progress)

    def _check(self, overlay: Overlay, replica: IndexReplica) -> list[Conflict]:
        if overlay.own is None:
            return []
        return self._checking(overlay.index, replica).against(asked_answers(overlay.own))

    def _checking(self, index: PolicyIndex, replica: IndexReplica) -> ConflictCheck:
        words = QuestionWords(index.view, index.analyzer, replica.search.reader)
        return ConflictCheck(index.view, words, replica.encoder.family, self._regions, china_day(self._clock()))


def asked_answers(own: Upsert) -> list[AskedAnswer]:
    """Return the passages that have questions, each with the vectors of its own."""
    counts = [len(passage.questions) for passage in own.passages]
    vectors = np.split(own.vectors.questions, np.cumsum(counts)[:-1])
    return [AskedAnswer(passage, mine) for passage, mine in zip(own.passages, vectors, strict=True) if len(mine)]
