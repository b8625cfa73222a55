"""The index as it would be with a draft in it, kept as long as neither the draft nor the knowledge changes."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from api.preview.passages import Draft, DraftCutter, DraftPassages
from api.records.codec import content_hash
from api.replica.replica import IndexReplica
from knowledge.embedding.store import EmbeddingStore
from knowledge.index.changes import Remove, Upsert
from knowledge.index.embedded import embedded
from knowledge.index.overlay import overlaid
from knowledge.index.policy_index import PolicyIndex
from knowledge.search.hybrid import HybridSearch

REMEMBERED = 8
Replica: TypeAlias = Callable[[], Awaitable[IndexReplica]]


@dataclass(frozen=True, slots=True)
class Overlay:
    """The index with the draft, a search over it made like the public one, and the draft's passages and vectors."""

    index: PolicyIndex
    search: HybridSearch
    passages: DraftPassages
    own: Upsert | None


class Overlays:
    """Makes overlays, one at a time, and remembers the last few."""

    def __init__(self, replica: Replica, cutter: DraftCutter, store: EmbeddingStore) -> None:
        self._replica = replica
        self._cutter = cutter
        self._store = store
        self._made: OrderedDict[tuple[object, ...], Overlay] = OrderedDict()
        self._making = asyncio.Lock()

    async def of(self, draft: Draft) -> Overlay:
        """Return the overlay of a draft over what is public now."""
        replica = await self._replica()
        key = (draft.id, content_hash(draft.content), replica.fingerprint, replica.index.generation)
        async with self._making:
            if key not in self._made:
                self._made[key] = await self._make(replica, draft)
            self._made.move_to_end(key)
            while len(self._made) > REMEMBERED:
                self._made.popitem(last=False)
            return self._made[key]

    async def _make(self, replica: IndexReplica, draft: Draft) -> Overlay:
        passages = await self._cutter.cut(draft)
        gone = [Remove(entry_id) for entry_id, cut in passages.entries if not cut]
        upserts = await embedded(replica.encoder, self._store, [entry for entry in passages.entries if entry[1]])
        index = await asyncio.to_thread(overlaid, replica.index, (*gone, *upserts))
        own = next((upsert for upsert in upserts if upsert.entry_id == draft.id), None)
        return Overlay(index, replica.searching(index), passages, own)
