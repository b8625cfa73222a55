"""What many entries say to the public, and what surrounds them, in a fixed number of queries.

A replica under a storm of changes reads hundreds of entries a second; one query an entry and part would not do.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.records.chains import Chains, read_chains
from api.records.codec import Content, read_document, read_interpretation
from api.records.entry import EntryKind, EntryState, PublishedEntry
from api.records.tables import ClauseRow, EntryRow, InterpretedDocumentRow, QuestionAnswerRow, RevisionRow
from knowledge.model.document import PolicyDocument
from knowledge.model.interpretation import Interpretation
from knowledge.model.passage import Successor

_Part = TypeVar("_Part", ClauseRow, QuestionAnswerRow, InterpretedDocumentRow)
_PUBLISHED = (RevisionRow.entry_id == EntryRow.id) & (RevisionRow.number == EntryRow.published_revision)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What interpretations depend on, by the title of a policy document.

    ``documents`` are those published, without clauses; ``withdrawn`` the titles of those taken back; ``ended`` the
    published ones that something replaced: the day each ended, its id and what replaced it.
    """

    documents: Mapping[str, PolicyDocument] = field(default_factory=dict)
    withdrawn: frozenset[str] = frozenset()
    ended: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    chains: Chains = field(default_factory=lambda: Chains({}, {}))

    def named(self, titles: Collection[str]) -> dict[str, PolicyDocument]:
        """Return the published documents with these titles."""
        return {title: self.documents[title] for title in titles if title in self.documents}

    def any_withdrawn(self, titles: Collection[str]) -> bool:
        """Whether one of these documents was taken back; a title that another published one carries is not gone."""
        return any(title in self.withdrawn and title not in self.documents for title in titles)

    def successors(self, titles: Collection[str]) -> tuple[Successor, ...]:
        """Return what replaced the first of the documents with these titles to end; nothing where none was."""
        ended = [end for title in titles for end in self.ended.get(title, ())]
        return self.chains.of(min(ended)[1]) if ended else ()


async def read_published(session: AsyncSession, entry_ids: Collection[str]) -> dict[str, PublishedEntry]:
    """Return what those of the entries that are published say, by id."""
    rows = await session.execute(
        select(EntryRow.kind, EntryRow.successor_id, RevisionRow)
        .join(RevisionRow, _PUBLISHED)
        .where(EntryRow.id.in_(entry_ids))
    )
    found = [(kind, successor_id, row) for kind, successor_id, row in rows]
    keys = [(kind, row) for kind, _, row in found]
    contents = await _contents(session, keys)
    chains = await read_chains(session, {row.entry_id: next_id for _, next_id, row in found if next_id is not None})
    return {
        row.entry_id: PublishedEntry(row.entry_id, row.number, contents[row.entry_id], chains.of(row.entry_id))
        for _, _, row in found
    }


async def read_surroundings(session: AsyncSession, interpretations: Iterable[Interpretation]) -> Surroundings:
    """Read what the interpretations depend on."""
    every = list(interpretations)
    explained = {title for one in every for title in one.documents}
    named = explained | {source.title for one in every for pair in one.questions for source in pair.basis}
    if not named:
        return Surroundings()
    rows = list(
        await session.execute(
            select(EntryRow.state, EntryRow.published_revision, EntryRow.successor_id, RevisionRow)
            .join(RevisionRow, RevisionRow.entry_id == EntryRow.id)
            .where(RevisionRow.title.in_(named), EntryRow.kind == EntryKind.DOCUMENT)
            .order_by(EntryRow.id, RevisionRow.number)  # of two with one title, every replica takes the same
        )
    )
    public = [(next_id, row) for _, published, next_id, row in rows if row.number == published]
    ended: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for next_id, row in public:
        if next_id is not None:
            days = [day.isoformat() for day in (row.repealed_on, row.expires_on) if day]
            ended[row.title].append((min(days, default="9999"), row.entry_id))
    return Surroundings(
        {row.title: read_document(row, ()) for _, row in public},
        frozenset(row.title for state, _, _, row in rows if state == EntryState.WITHDRAWN),
        ended,
        await read_chains(session, {row.entry_id: next_id for next_id, row in public if next_id is not None}),
    )


async def _contents(session: AsyncSession, rows: Sequence[tuple[str, RevisionRow]]) -> dict[str, Content]:
    documents = [row for kind, row in rows if kind == EntryKind.DOCUMENT]
    others = [row for kind, row in rows if kind != EntryKind.DOCUMENT]
    clauses = await _parts(session, ClauseRow, documents)
    pairs = await _parts(session, QuestionAnswerRow, others)
    explained = await _parts(session, InterpretedDocumentRow, others)
    contents: dict[str, Content] = {row.entry_id: read_document(row, clauses[row.entry_id]) for row in documents}
    contents |= {row.entry_id: read_interpretation(row, pairs[row.entry_id], explained[row.entry_id]) for row in others}
    return contents


async def _parts(session: AsyncSession, table: type[_Part], rows: Sequence[RevisionRow]) -> dict[str, list[_Part]]:
    """Return the parts of these revisions in their order, by entry."""
    found: dict[str, list[_Part]] = defaultdict(list)
    if rows:
        wanted = {(row.entry_id, row.number) for row in rows}
        query = select(table).where(
            table.entry_id.in_({row.entry_id for row in rows}), table.revision.in_({row.number for row in rows})
        )
        for part in await session.scalars(query.order_by(table.entry_id, table.ordinal)):
            if (part.entry_id, part.revision) in wanted:
                found[part.entry_id].append(part)
    return found
