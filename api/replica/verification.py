"""The index against the records, passage by passage."""

from typing import Any

from api.db.engine import Database
from api.records.repository import RecordRepository
from api.replica.passages import published_passages
from api.replica.replica import IndexReplica
from knowledge.clock import utc_now
from knowledge.index.codec import content_hash
from knowledge.index.verify import verify

_BATCH = 500


async def compare(replica: IndexReplica, database: Database) -> dict[str, Any]:
    """Return what is missing in the index, what should not be there, and what reads otherwise."""
    expected: dict[str, str] = {}
    async with database.read() as session:
        published = await RecordRepository(session, utc_now).published_ids()
        for start in range(0, len(published), _BATCH):
            found = await published_passages(session, published[start : start + _BATCH])
            expected |= {p.id: content_hash(p) for passages in found.values() for p in passages}
    differences = verify(replica.index, expected)
    return {
        "identical": not differences,
        "passages": len(expected),
        "missing": list(differences.missing),
        "surplus": list(differences.surplus),
        "changed": list(differences.changed),
    }
