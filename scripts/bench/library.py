"""A data folder whose records hold a large corpus, published as staff would have published it."""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from api.db.migrate import migrated
from api.records.publishing import Publisher
from api.records.repository import RecordRepository
from api.settings import Settings
from api.setup.regions import seed_regions
from knowledge.clock import utc_now
from knowledge.embedding.encoder import Encoder
from knowledge.evaluation.progress import progress
from knowledge.index.changes import PassageVectors, Upsert
from knowledge.index.texts import texts_of
from knowledge.model.document import PolicyDocument
from knowledge.passages.documents import document_passages
from knowledge.regions.loader import load_regions

Entry = tuple[str, PolicyDocument]
DATABASE = "yihaoda.db"


def embed(entries: Iterable[Entry], size: int, encoder: Encoder) -> list[Upsert]:
    """Embed the entries that make up the first ``size`` passages."""
    chosen, count = [], 0
    for entry_id, document in entries:
        if count >= size:
            break
        chosen.append((entry_id, document_passages(entry_id, 1, document)))
        count += len(chosen[-1][1])
    texts = [texts_of(passages) for _, passages in chosen]
    with progress("嵌入") as report:
        vectors, start, upserts = encoder.encode_passages([t for some in texts for t in some.all()], report), 0, []
    for (entry_id, passages), some in zip(chosen, texts, strict=True):
        stop = start + len(some.all())
        upserts.append(Upsert(entry_id, passages, PassageVectors.split(vectors[start:stop], some)))
        start = stop
    return upserts


def first_entries(entries: Iterable[Entry], passages: int) -> list[Entry]:
    """Return the first entries that have at least so many passages; none where there are fewer, or none are wanted."""
    chosen: list[Entry] = []
    held = 0
    for entry_id, document in entries:
        if held >= passages:
            break
        chosen.append((entry_id, document))
        held += len(document.clauses)
    return chosen if held >= passages else []


def lend_vectors(store: Path, data_dir: Path) -> None:
    """Give a new data folder a database that holds the vectors known, and nothing else."""
    shutil.copy(store, data_dir / DATABASE)


def collect_vectors(data_dir: Path, store: Path) -> None:
    """Take what a data folder had to embed into the vectors known."""
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("ATTACH ? AS other", (str(data_dir / DATABASE),))
        connection.execute("INSERT OR IGNORE INTO embeddings SELECT model, text_hash, vector FROM other.embeddings")


def publish_all(settings: Settings, entries: Sequence[Entry]) -> None:
    """Publish entries in the records of a data folder."""
    asyncio.run(_publish(settings, entries))


async def _publish(settings: Settings, entries: Sequence[Entry]) -> None:
    async with migrated(settings.resolved_database_url) as database:
        await seed_regions(database, load_regions())
        for entry_id, document in entries:
            async with database.write() as session:
                records = RecordRepository(session, utc_now)
                number, _ = await records.add_revision(entry_id, document, author="bench", reason="measuring")
                await Publisher(session, utc_now).publish(entry_id, number)
