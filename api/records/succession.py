"""What replaced an entry, link after link, and what an entry has replaced: queries along ``successor_id``."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.records.codec import validity_of
from api.records.entry import EntryKind, EntryState
from api.records.tables import EntryRow, RevisionRow
from knowledge.model.passage import Successor


async def successors(session: AsyncSession, entry: EntryRow) -> tuple[Successor, ...]:
    """Return the chain of successors, the nearest first. What was taken back is passed over; a circle ends the chain."""
    chain: list[Successor] = []
    seen, next_id = {entry.id}, entry.successor_id
    while next_id is not None and next_id not in seen:
        seen.add(next_id)
        link = await session.get_one(EntryRow, next_id)
        if link.state != EntryState.WITHDRAWN:
            row = await session.get_one(RevisionRow, (link.id, link.published_revision or link.latest_revision))
            name = f"《{row.title}》" + (f"（{row.document_number}）" if row.document_number else "")
            chain.append(Successor(link.id, name, validity_of(row)))
        next_id = link.successor_id
    return tuple(chain)


async def predecessors(session: AsyncSession, entry_id: str) -> list[EntryRow]:
    """Return every entry whose chain of successors leads to this one, the nearest first."""
    found: dict[str, EntryRow] = {}
    frontier = [entry_id]
    while frontier:
        query = select(EntryRow).where(EntryRow.successor_id.in_(frontier)).order_by(EntryRow.id)
        rows = [row for row in await session.scalars(query) if row.id not in found and row.id != entry_id]
        found |= {row.id: row for row in rows}
        frontier = [row.id for row in rows]
    return list(found.values())


async def explained_successors(session: AsyncSession, titles: tuple[str, ...]) -> tuple[Successor, ...]:
    """Return what replaced the first of the published documents with these titles to end; nothing where none was."""
    rows = await session.execute(
        select(EntryRow, RevisionRow)
        .join(RevisionRow, (RevisionRow.entry_id == EntryRow.id) & (RevisionRow.number == EntryRow.published_revision))
        .where(
            RevisionRow.title.in_(titles), EntryRow.kind == EntryKind.DOCUMENT, EntryRow.successor_id.is_not(None)
        )
    )  # fmt: skip

    def end(row: RevisionRow) -> tuple[str, str]:
        days = [day.isoformat() for day in (row.repealed_on, row.expires_on) if day]
        return min(days, default="9999"), row.entry_id

    ended = sorted(((end(revision), entry) for entry, revision in rows), key=lambda pair: pair[0])
    return await successors(session, ended[0][1]) if ended else ()
