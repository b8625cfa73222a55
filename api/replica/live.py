"""The replica that answers now. When the settings name another embedding model, the old one serves until the new is ready."""

import asyncio
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.db.engine import Database
from api.replica.loading import load_encoder
from api.replica.replica import IndexReplica, build_replica
from api.replica.signal import ChangeSignal, MemorySignal, change_signal
from api.settings import Settings
from knowledge.dictionary.lexicon import Lexicon
from knowledge.embedding.encoder import Encoder
from knowledge.errors import YihaodaError
from knowledge.model.hit import SearchResult
from knowledge.model.passage import Passage
from knowledge.model.scope import Scope
from knowledge.wording.reader import WordingReader

LOOK_ANYWAY_SECONDS = 1.0
_GATHER_SECONDS = 0.2  # under a storm changes are applied together, which costs a fraction of one by one
_PAUSE_AFTER_ERROR_SECONDS = 2.0
_ACTIVE = "active.json"
_log = structlog.get_logger()

Load: TypeAlias = Callable[[Settings], Encoder]


class LiveReplica:
    """Passes everything to the replica in service, which may be replaced between two calls."""

    def __init__(self, replica: IndexReplica, signal: ChangeSignal | None = None) -> None:
        self.current = replica
        self._signal = signal or MemorySignal()
        self._stopping = asyncio.Event()

    @property
    def passages(self) -> int:
        """How many passages can be found."""
        return self.current.passages

    @property
    def sequence(self) -> int:
        """The last change applied."""
        return self.current.sequence

    @property
    def caught_up(self) -> bool:
        """Whether the change log was read to its end since the start."""
        return self.current.caught_up

    @property
    def fingerprint(self) -> str:
        """What the index in service is made with."""
        return self.current.fingerprint

    @property
    def encoder(self) -> Encoder:
        """The model that the index in service was made with."""
        return self.current.encoder

    @property
    def dictionary(self) -> int:
        """The version of the dictionary in use."""
        return self.current.dictionary

    def reader(self) -> WordingReader:
        """Return what reads questions now."""
        return self.current.search.reader

    async def use(self, lexicon: Lexicon) -> None:
        """Cut texts and read questions by another lexicon from now on."""
        await self.current.use(lexicon)

    async def in_service(self) -> IndexReplica:
        """Return the replica that answers now."""
        return self.current

    def search(self, text: str, scope: Scope, *, k: int = 10) -> SearchResult:
        """Return the best ``k`` passages for a question, best first."""
        return self.current.search.search(text, scope, k=k)

    def passages_of(self, entry_id: str) -> tuple[Passage, ...]:
        """Return every passage of an entry in its own order; empty when the entry is unknown."""
        return self.current.search.passages_of(entry_id)

    async def prepare(self, passages: Sequence[Passage]) -> None:
        """Embed passages before they are published."""
        await self.current.prepare(passages)

    async def catch_up(self) -> None:
        """Apply every change that is in the log now."""
        await self.current.catch_up()

    async def digest(self) -> dict[str, Any]:
        """Return how far the index is and a digest of what it holds."""
        return await self.current.digest()

    async def status(self) -> dict[str, Any]:
        """Return how far the index is."""
        return await self.current.status()

    async def follow(self) -> None:
        """Keep the replica in service true, until told to stop; while the database is away, wait for it."""
        while not self._stopping.is_set():
            try:
                applied = await self.current.keep_up()
            except (SQLAlchemyError, OSError) as error:
                _log.warning("change_log_unreadable", error=type(error).__name__)
                await self._pause(_PAUSE_AFTER_ERROR_SECONDS)
                continue
            if applied:
                await self._pause(_GATHER_SECONDS)
            if not self._stopping.is_set():
                await self._signal.wait(LOOK_ANYWAY_SECONDS)

    def stop(self) -> None:
        """Let ``follow`` end between two readings: one that is cut off leaves a connection behind."""
        self._stopping.set()
        self._signal.wake()

    async def close(self) -> None:
        """Give back what the signal of changes holds."""
        await self._signal.close()

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def save(self) -> None:
        """Write a snapshot when there is something new."""
        await self.current.save()

    async def move(self, settings: Settings, database: Database, load: Load | None = None) -> None:
        """Build a replica with the model of the settings beside the one in service, then put it in its place."""
        _log.info("embedding_model_change_started", model=settings.embedding_model)
        try:
            encoder = await asyncio.to_thread(load or load_encoder, settings)
            replica = await build_replica(settings, database, encoder)
        except (YihaodaError, SQLAlchemyError, OSError) as error:
            _log.error("embedding_model_change_failed", error=str(error))
            return
        self.current = replica
        write_active(settings)
        _log.info("embedding_model_change_done", model=encoder.name)


async def build_live_replica(
    settings: Settings, database: Database, load: Load | None = None
) -> tuple[LiveReplica, bool]:
    """Return the replica to serve with, and whether it still has to move to the model of the settings."""
    active = settings.model_copy(update={"embedding_model": active_model(settings)})
    try:
        encoder = await asyncio.to_thread(load or load_encoder, active)
    except (YihaodaError, OSError) as error:
        _log.warning("former_embedding_model_gone", model=active.embedding_model, error=str(error))
        active = settings
        encoder = await asyncio.to_thread(load or load_encoder, settings)
    replica = LiveReplica(await build_replica(active, database, encoder), change_signal(database))
    if active.embedding_model == settings.embedding_model:
        write_active(settings)
        return replica, False
    return replica, True


def active_model(settings: Settings) -> str:
    """Return the embedding model that the newest index was made with; that of the settings where there is none."""
    path = _active_file(settings)
    return str(json.loads(path.read_text("utf-8"))["model"]) if path.is_file() else settings.embedding_model


def write_active(settings: Settings) -> None:
    """Note that the index in service was made with the model of the settings."""
    path = _active_file(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps({"model": settings.embedding_model}), "utf-8")
    partial.replace(path)


def _active_file(settings: Settings) -> Path:
    return settings.index_dir / _ACTIVE
