"""This process's copy of the index: loaded from a snapshot, caught up from the change log, saved again."""

import asyncio
import hashlib
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import Any

import structlog

from api.db.engine import Database
from api.dictionary.loading import newest_lexicon
from api.health.metrics import INDEX_LAG, INDEX_PASSAGES, INDEX_SEQUENCE
from api.records.change_log import Change as LogLine
from api.records.change_log import LogReplaced, Position, follow, last_sequence
from api.records.embeddings import SqlEmbeddingStore
from api.replica.embedding import PassageEmbedder
from api.replica.passages import published_passages
from api.settings import Settings
from knowledge.dictionary.dictionary import Dictionary
from knowledge.dictionary.lexicon import Lexicon, build_lexicon
from knowledge.embedding.encoder import Encoder
from knowledge.index import snapshot
from knowledge.index.changes import Change, Remove
from knowledge.index.digest import index_digest
from knowledge.index.embedded import embedded
from knowledge.index.policy_index import PolicyIndex
from knowledge.index.reanalysis import reanalysed, recut
from knowledge.model.passage import Passage
from knowledge.search.hybrid import HybridSearch

_LINES_A_BATCH = 1000
_CHANGES_A_SNAPSHOT, _SECONDS_A_SNAPSHOT = 500, 30.0
_NOT_SAVED = -1
_log = structlog.get_logger()


class IndexReplica:
    """Follows the change log. Searches go on while it does."""

    def __init__(
        self, database: Database, index: PolicyIndex, encoder: Encoder, folder: Path, lexicon: Lexicon | None = None
    ) -> None:
        self._lexicon = lexicon or build_lexicon(Dictionary())
        self.search = HybridSearch(index, encoder, reader=self._lexicon.reader)
        self._database = database
        self._index = index
        self._encoder = encoder
        self._store = SqlEmbeddingStore(database)
        self._embedder = PassageEmbedder(lambda: encoder, self._store)
        self._folder = folder
        self._applying = asyncio.Lock()
        self._saved, self._saved_at = index.sequence, monotonic()
        self._newest = index.sequence
        self._started = False

    @property
    def encoder(self) -> Encoder:
        """The model that the vectors are from."""
        return self._encoder

    @property
    def passages(self) -> int:
        """How many passages can be found."""
        return len(self._index)

    @property
    def sequence(self) -> int:
        """The last change applied."""
        return self._index.sequence

    @property
    def caught_up(self) -> bool:
        """Whether the change log was read to its end since the start."""
        return self._started

    @property
    def fingerprint(self) -> str:
        """What the index is made with: passages of equal fingerprints are found alike."""
        words = f"|dictionary/{self.dictionary}" if self.dictionary else ""
        return f"{self._encoder.name}|{self._index.analyzer.name}|{self.search.wording}{words}"

    @property
    def dictionary(self) -> int:
        """The version of the installation's dictionary in use, 0 where it has none."""
        return self._lexicon.version

    async def use(self, lexicon: Lexicon) -> None:
        """Cut texts and read questions by another lexicon from now on.

        Where words are cut otherwise, the word fields are made anew beside those in service, which searches and
        changes do not wait for; what was published meanwhile is cut last, and then the new take the place of the old.
        """
        if lexicon.analyzer.name == self._index.analyzer.name:
            self.search, self._lexicon = HybridSearch(self._index, self._encoder, reader=lexicon.reader), lexicon
            return
        known = await asyncio.to_thread(recut, self._index.view, lexicon.analyzer)
        async with self._applying:
            index = await asyncio.to_thread(reanalysed, self._index, lexicon.analyzer, known)
            self.search = HybridSearch(index, self._encoder, reader=lexicon.reader)
            self._index, self._lexicon, self._saved = index, lexicon, _NOT_SAVED
        await self.save()

    @property
    def index(self) -> PolicyIndex:
        """The index itself, to be verified."""
        return self._index

    def searching(self, index: PolicyIndex) -> HybridSearch:
        """Return a search over another index, made like the one in service."""
        return HybridSearch(index, self._encoder, reader=self._lexicon.reader)

    async def prepare(self, passages: Sequence[Passage]) -> None:
        """Embed passages before they are published."""
        await self._embedder.prepare(passages)

    async def catch_up(self) -> bool:
        """Apply every change that is in the log now; return whether there was any.

        When a backup was restored under this process, the log is another one and the index begins anew; searches see
        the old one until the new one is whole.
        """
        async with self._applying:
            before = self.sequence, self._index.mark
            try:
                await self._follow(self._index)
            except LogReplaced:
                _log.warning("change_log_replaced", sequence=self.sequence)
                anew = PolicyIndex(self._index.analyzer)
                await self._follow(anew)
                self._index.adopt(anew)
                self._saved = 0
                await asyncio.to_thread(snapshot.discard, self._folder)
            self._started = True
        INDEX_PASSAGES.set(len(self._index))
        INDEX_SEQUENCE.set(self.sequence)
        INDEX_LAG.set(max(0, self._newest - self.sequence))
        return before != (self.sequence, self._index.mark)

    async def keep_up(self) -> bool:
        """Apply what came, join segments when that pays, save a snapshot now and then; return whether anything came."""
        applied = await self.catch_up()
        if self._index.compaction_is_due:
            await asyncio.to_thread(self._index.compact)
        due = monotonic() - self._saved_at >= _SECONDS_A_SNAPSHOT
        if due and self.sequence - self._saved >= _CHANGES_A_SNAPSHOT:
            await self.save()
        return applied

    async def save(self) -> None:
        """Write a snapshot when there is something new; without one the next start reads the whole log."""
        if self.sequence == self._saved:
            return
        sequence = self.sequence
        try:
            await asyncio.to_thread(snapshot.save, self._index, self._folder, self._encoder.name)
        except OSError as error:
            _log.warning("snapshot_not_saved", error=str(error))  # the change log is the truth; only a start is slower
        else:
            self._saved, self._saved_at = sequence, monotonic()

    async def digest(self) -> dict[str, Any]:
        """Return how far the index is and a digest of what it holds: replicas of one sequence have the same."""
        view = self._index.view
        return {
            "sequence": view.sequence,
            "passages": view.living,
            "digest": await asyncio.to_thread(index_digest, view),
        }

    async def status(self) -> dict[str, Any]:
        """Return how far the index is."""
        async with self._database.read() as session:
            newest = await last_sequence(session)
        return {
            "passages": len(self._index),
            "sequence": self.sequence,
            "newest_sequence": newest,
            "lag": newest - self.sequence,
            "fingerprint": self.fingerprint,
        }

    async def _follow(self, index: PolicyIndex) -> None:
        """Apply the log to an index, as far as the log goes now."""
        while changes := await self._next_changes(index):
            self._newest = changes[-1].sequence
            await self._apply(index, changes)
            if len(changes) < _LINES_A_BATCH:
                return

    async def _next_changes(self, index: PolicyIndex) -> list[LogLine]:
        async with self._database.read() as session:
            return await follow(session, Position(index.sequence, index.mark), limit=_LINES_A_BATCH)

    async def _apply(self, index: PolicyIndex, changes: Sequence[LogLine]) -> None:
        """Apply a batch. An entry is read as it is now: a later line of the log says nothing else about it."""
        after, last = index.sequence, changes[-1]
        async with self._database.read() as session:
            found = await published_passages(session, {change.entry_id for change in changes})
        gone = [Remove(entry_id) for entry_id, passages in found.items() if not passages]
        upserts = await embedded(self._encoder, self._store, [entry for entry in sorted(found.items()) if entry[1]])
        work: tuple[Change, ...] = (*gone, *upserts)
        await asyncio.to_thread(index.apply, work, last.sequence, after=after, mark=last.mark)


async def build_replica(settings: Settings, database: Database, encoder: Encoder) -> IndexReplica:
    """Return the replica of this process, as far as the newest usable snapshot goes, then caught up."""
    folder, lexicon = snapshot_folder(settings, encoder), await newest_lexicon(database)
    loaded = await asyncio.to_thread(snapshot.load, folder, encoder.name, lexicon.analyzer)
    for refused in loaded.refused:
        _log.warning("snapshot_refused", reason=refused.message)
    replica = IndexReplica(database, loaded.index, encoder, folder, lexicon)
    await replica.catch_up()
    await replica.save()
    return replica


def snapshot_folder(settings: Settings, encoder: Encoder) -> Path:
    """Return where snapshots made with this model lie: those of two models may stand side by side."""
    return settings.index_dir / hashlib.sha256(encoder.name.encode()).hexdigest()[:12]
