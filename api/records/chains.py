"""The chains of successors of many entries, read in as many queries as the longest chain has links."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.records.entry import EntryState
from api.records.tables import EntryRow, RevisionRow
from knowledge.model.passage import Successor
from knowledge.model.validity import Validity


@dataclass(frozen=True, slots=True)
class _Link:
    """An entry as a link: what it is called, and what replaced it."""

    state: str
    next_id: str | None
    successor: Successor


@dataclass(frozen=True, slots=True)
class Chains:
    """Answers for the entries it was read for what ``records.succession.successors`` answers for one."""

    first: Mapping[str, str]
    links: Mapping[str, _Link]

    def of(self, entry_id: str) -> tuple[Successor, ...]:
        """Return the chain, the nearest first. What was taken back is passed over; a circle ends the chain."""
        chain: list[Successor] = []
        seen, next_id = {entry_id}, self.first.get(entry_id)
        while next_id is not None and next_id not in seen:
            seen.add(next_id)
            link = self.links[next_id]
            if link.state != EntryState.WITHDRAWN:
                chain.append(link.successor)
            next_id = link.next_id
        return tuple(chain)


async def read_chains(session: AsyncSession, first: Mapping[str, str]) -> Chains:
    """Read the chains that begin with ``first``: the nearest successor by the id of who has one."""
    links: dict[str, _Link] = {}
    wanted = set(first.values())
    while wanted:
        found = await _read_links(session, wanted)
        links |= found
        wanted = {link.next_id for link in found.values() if link.next_id is not None} - links.keys()
    return Chains(first, links)


async def _read_links(session: AsyncSession, ids: Collection[str]) -> dict[str, _Link]:
    shown = func.coalesce(EntryRow.published_revision, EntryRow.latest_revision)
    rows = await session.execute(
        select(
            EntryRow.id, EntryRow.state, EntryRow.successor_id, RevisionRow.title, RevisionRow.document_number,
            RevisionRow.effective_from, RevisionRow.expires_on, RevisionRow.repealed_on,
        )
        .join(RevisionRow, (RevisionRow.entry_id == EntryRow.id) & (RevisionRow.number == shown))
        .where(EntryRow.id.in_(ids))
    )  # fmt: skip
    links = {}
    for entry_id, state, next_id, title, document_number, *days in rows:
        name = f"《{title}》" + (f"（{document_number}）" if document_number else "")
        links[entry_id] = _Link(state, next_id, Successor(entry_id, name, Validity(*days)))
    return links
