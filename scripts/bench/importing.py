"""What an import costs beside the model alone, and how soon another process finds what was published."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import islice
from time import perf_counter
from typing import Any

from api.curation.bulk import BulkPublisher
from api.curation.service import CurationService
from api.db.engine import Database
from api.db.migrate import migrate
from api.documents.schemas import Draft, ImportReport
from api.documents.service import DocumentService
from api.gate.audit import GateAudit
from api.gate.publishing import PublishGate
from api.records.publishing import Publisher
from api.records.repository import RecordRepository
from api.replica.live import LiveReplica
from api.replica.replica import build_replica
from api.replica.signals import change_signal
from api.settings import Settings
from api.setup.regions import seed_regions
from knowledge.clock import utc_now
from knowledge.embedding.encoder import Encoder
from knowledge.errors import Unavailable
from knowledge.evaluation.retrieval import percentiles
from knowledge.index.texts import texts_of
from knowledge.model.document import PolicyDocument
from knowledge.passages.documents import document_passages
from knowledge.regions.loader import load_regions
from scripts.bench.drafts import drafts

_BLOCK, _LOOK_SECONDS = 5, 0.002
File = tuple[str, bytes]


def measure_import(settings: Settings, encoder: Encoder, blocks: int) -> dict[str, Any]:
    """Import made-up documents into the records of a data folder, five at a time, in turn with the bare model."""
    return asyncio.run(_measure(settings, encoder, blocks))


def measure_files(settings: Settings, encoder: Encoder, files: Sequence[File]) -> dict[str, Any]:
    """Import and publish given files into the records of a new data folder, in turn with the bare model."""
    return asyncio.run(_measure_files(settings, encoder, files))


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a data folder, and a replica of their index that goes with the imports."""

    settings: Settings
    database: Database
    replica: LiveReplica
    service: DocumentService
    bulk: BulkPublisher


async def _measure(settings: Settings, encoder: Encoder, blocks: int) -> dict[str, Any]:
    files = drafts(seed=int(utc_now().timestamp()))  # an embedding that is stored already would cost nothing
    async with _opened(settings, encoder) as records:
        await _published(records, list(islice(files, 1)))  # warms up
        rates = await _rates(records, files, blocks)
        return {
            **rates,
            "publish_to_searchable_ms": percentiles(await _delays(records, list(islice(files, 2 * blocks)))),
            "index_passages": records.replica.passages,
        }


async def _measure_files(settings: Settings, encoder: Encoder, files: Sequence[File]) -> dict[str, Any]:
    async with _opened(settings, encoder) as records:
        await _published(records, list(islice(drafts(seed=1), 1)))  # warms up
        return await _rates(records, iter(files), -(-len(files) // _BLOCK))


@asynccontextmanager
async def _opened(settings: Settings, encoder: Encoder) -> AsyncIterator[Records]:
    database = Database(settings.resolved_database_url)
    try:
        await migrate(database)
        await seed_regions(database, load_regions())
        replica = LiveReplica(await build_replica(settings, database, encoder))
        desk = CurationService(database, replica, utc_now, settings.curation.eyes)
        service = DocumentService(desk, load_regions(), settings.region)
        gate = PublishGate(replica.in_service, database, settings)
        yield Records(settings, database, replica, service, BulkPublisher(desk, gate, GateAudit(database, utc_now)))
    finally:
        await database.close()


async def _rates(records: Records, files: Iterator[File], blocks: int) -> dict[str, Any]:
    """Return texts a second of whole imports, read, stored, embedded and published, and of the model alone."""
    count, seconds = 0, {"import": 0.0, "encoder": 0.0}
    for _ in range(blocks):
        block = list(islice(files, _BLOCK))
        started = perf_counter()
        entries = await _published(records, block)
        seconds["import"] += perf_counter() - started
        texts = [text for entry in entries for text in texts_of(records.replica.passages_of(entry)).all()]
        started = perf_counter()
        await asyncio.to_thread(records.replica.encoder.encode_passages, texts)
        seconds["encoder"] += perf_counter() - started
        count += len(texts)
    rate = {name: count / spent for name, spent in seconds.items()}
    return {"texts": count, "texts_a_second": rate, "ratio": rate["import"] / rate["encoder"]}


async def _delays(records: Records, files: Sequence[File]) -> list[float]:
    """Return how many milliseconds after its publication another replica, finds each document."""
    encoder = records.replica.encoder
    other = LiveReplica(
        await build_replica(records.settings, records.database, encoder), change_signal(records.database)
    )
    following = asyncio.create_task(other.follow())
    try:
        return [await _delay(records, other, file) for file in files]
    finally:
        other.stop()
        await asyncio.gather(following, return_exceptions=True)
        await other.close()


async def _delay(records: Records, other: LiveReplica, file: File) -> float:
    entry = (await _import(records.service, [file]))[0].entry_id
    async with records.database.read() as session:
        document = await RecordRepository(session, utc_now).content(entry, 1)
    if isinstance(document, PolicyDocument):
        await records.replica.prepare(document_passages(entry, 1, document))  # as every publication does first
    started = perf_counter()
    async with records.database.write() as session:
        await Publisher(session, utc_now).publish(entry)
    while not other.passages_of(entry):  # noqa: ASYNC110  # what is waited for is another replica's poll
        await asyncio.sleep(_LOOK_SECONDS)
    return (perf_counter() - started) * 1000


async def _published(records: Records, files: Sequence[File]) -> list[str]:
    """Import files and publish them together, as the command line does; return the ids of their entries."""
    reports = await _import(records.service, files)
    await records.bulk.publish([Draft(entry_id=report.entry_id, revision=report.revision) for report in reports])
    return [report.entry_id for report in reports]


async def _import(service: DocumentService, files: Sequence[File]) -> list[ImportReport]:
    reports = [await service.import_file(name, data) for name, data in files]
    if failed := [report for report in reports if report.error]:
        raise Unavailable(f"{failed[0].name}：{failed[0].error}")
    return reports
