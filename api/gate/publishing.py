"""The curators' gate: what would the answers be with these documents beside those that are public?"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from api.db.engine import Database
from api.gate.examination import own_folder, questions_for
from api.gate.library import with_entries
from api.records.embeddings import SqlEmbeddingStore
from api.replica.replica import IndexReplica
from api.settings import Settings
from knowledge.clock import china_day, utc_now
from knowledge.gate.baseline import Baseline
from knowledge.gate.bench import Tuning, bench_over
from knowledge.gate.comparison import Comparison, compare
from knowledge.gate.settings import gate_settings
from knowledge.index.policy_index import PolicyIndex
from knowledge.model.passage import Passage

Replica: TypeAlias = Callable[[], Awaitable[IndexReplica]]


@dataclass(frozen=True, slots=True)
class PublishGate:
    """Asks the same questions of the index that answers now and of one with the new passages, both in memory."""

    replica: Replica
    database: Database
    settings: Settings

    async def compare(self, entries: Sequence[tuple[str, tuple[Passage, ...]]]) -> Comparison:
        """Return what would get better and worse; nothing that anybody can see changes."""
        replica = await self.replica()
        store = SqlEmbeddingStore(self.database)
        beside = await with_entries(replica.index, entries, replica.encoder, store)
        return await asyncio.to_thread(self._compare, replica.index, beside, replica)

    def _compare(self, now: PolicyIndex, then: PolicyIndex, replica: IndexReplica) -> Comparison:
        questions, day = questions_for(now, own_folder(self.settings)), china_day(utc_now())
        words, home = Tuning(reader=replica.search.reader), self.settings.region
        before, after = (bench_over(index, replica.encoder, home, day, words).run(questions) for index in (now, then))
        spare = gate_settings().bulk_spare
        return compare(after, Baseline.of(before), tolerance=lambda _: spare, spare=spare)
