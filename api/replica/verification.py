"""The index against the records, passage by passage."""

from typing import Any

from api.db.engine import Database
from api.records.repository import RecordRepository
from api.replica.passages import published_passages
from api.replica.replica import IndexReplica
from knowledge.clock import utc_now
from knowledge.index.codec import content_hash
from knowledge.index.verify import verify


async def compare(replica: IndexReplica, database: Database) -> dict[str, Any]:
    """Return what is missing in the index, what should not be there, and what reads otherwise."""
    expected: dict[str, str] = {}
    async with database.read() as session:
        records = RecordRepository(session, utc_now)
        for entry_id in await records.published_ids():
            expected |= {p.id: content_hash(p) for p in await published_passages(records, entry_id)}
    found = verify(replica.index, expected)
    return {
        "identical": not found,
        "passages": len(expected),
        "missing": list(found.missing),
        "surplus": list(found.surplus),
        "changed": list(found.changed),
    }
