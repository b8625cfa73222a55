"""Interpretations as a knowledge sheet."""

import asyncio

from sqlalchemy import select

from api.db.engine import Database
from api.records.entry import EntryKind
from api.records.repository import RecordRepository
from api.records.tables import EntryRow, RevisionRow
from knowledge.clock import Clock
from knowledge.model.interpretation import Interpretation
from knowledge.model.region import RegionTree
from knowledge.sheets.writing import write_sheet


async def exported(
    database: Database, clock: Clock, regions: RegionTree, *, department: str = "", field_name: str = ""
) -> bytes:
    """Return the latest revision of every interpretation, of one department or field where that is asked for, as xlsx."""
    query = (
        select(EntryRow.id, EntryRow.latest_revision)
        .join(RevisionRow, (RevisionRow.entry_id == EntryRow.id) & (RevisionRow.number == EntryRow.latest_revision))
        .where(EntryRow.kind == EntryKind.INTERPRETATION)
        .order_by(RevisionRow.department, RevisionRow.title, EntryRow.id)
    )
    if department:
        query = query.where(RevisionRow.department == department)
    async with database.read() as session:
        records = RecordRepository(session, clock)
        contents = [
            await records.content(entry_id, number) for entry_id, number in (await session.execute(query)).all()
        ]
    entries = [content for content in contents if isinstance(content, Interpretation)]
    wanted = [entry for entry in entries if field_name in {"", entry.field_name}]
    return await asyncio.to_thread(write_sheet, wanted, regions)
