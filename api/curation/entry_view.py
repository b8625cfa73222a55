"""An entry as one person sees it: its content, what that person may do now, and what it has to do with others."""

from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.service import Account
from api.curation.content import content_json
from api.curation.lines import line_of
from api.curation.schedules import Schedules
from api.curation.schemas import (
    AttachmentOut,
    EntryName,
    EntryOut,
    RelatedOut,
    RevisionLine,
    RevisionOut,
    ScheduledOut,
)
from api.curation.stages import Action, actions_of
from api.curation.tables import AttachmentRow
from api.curation.work import check_owns, person_of, work_on
from api.records.catalogue import Catalogue
from api.records.codec import Content
from api.records.entry import EntryKind
from api.records.repository import RecordRepository
from api.records.tables import CatalogueRow, ChangeRow, InterpretedDocumentRow, RevisionRow
from knowledge.clock import Clock, china_day
from knowledge.errors import NotFound
from knowledge.model.document import PolicyDocument

_RELATED = 100


class EntryView:
    """Reads entries inside the caller's session."""

    def __init__(self, session: AsyncSession, clock: Clock, eyes: int) -> None:
        self._session = session
        self._clock = clock
        self._eyes = eyes
        self._records = RecordRepository(session, clock)

    @property
    def today(self) -> date:
        """The day in China."""
        return china_day(self._clock())

    async def line(self, account: Account, entry_id: str) -> CatalogueRow:
        """Return the line of an entry that the person may see.

        Raises:
            NotFound: there is no such entry.
            NotYours: it is another department's.
        """
        row = await Catalogue(self._session, self._clock).line(entry_id)
        check_owns(account, row)
        return row

    async def entry(self, account: Account, entry_id: str) -> EntryOut:
        """Return the whole entry."""
        row = await self.line(account, entry_id)
        revision = await self._session.get_one(RevisionRow, (entry_id, row.revision))
        content = await self._records.content(entry_id, row.revision)
        related = await self._related(row, content)
        successor = next((one for one in related if one.relation == "replaced_by"), None)
        return EntryOut(
            **line_of(row, self.today).model_dump(),
            content=content_json(content),
            author=revision.author,
            reason=revision.reason,
            actions=await self._actions(account, row),
            successor=EntryName(entry_id=successor.entry_id, title=successor.title) if successor else None,
            scheduled=await self._scheduled(entry_id),
            attachments=await self._attachments(entry_id),
            related=related,
        )

    async def revisions(self, account: Account, entry_id: str) -> list[RevisionLine]:
        """Return every revision, the newest first; ``published`` tells that it was public once."""
        row = await self.line(account, entry_id)
        public = set(await self._session.scalars(select(ChangeRow.revision).where(ChangeRow.entry_id == entry_id)))
        rows = await self._session.scalars(
            select(RevisionRow).where(RevisionRow.entry_id == entry_id).order_by(RevisionRow.number.desc())
        )
        return [
            RevisionLine(
                number=one.number, author=one.author, reason=one.reason, created_at=one.created_at,
                published=one.number in public, current=one.number == row.published_revision,
            )
            for one in rows
        ]  # fmt: skip

    async def revision(self, account: Account, entry_id: str, number: int) -> RevisionOut:
        """Return what one revision says.

        Raises:
            NotFound: there is no such revision.
        """
        await self.line(account, entry_id)
        row = await self._session.get(RevisionRow, (entry_id, number))
        if row is None:
            raise NotFound(f"条目没有第 {number} 版")
        content = content_json(await self._records.content(entry_id, number))
        return RevisionOut(
            number=number, author=row.author, reason=row.reason, created_at=row.created_at, content=content
        )

    async def _actions(self, account: Account, row: CatalogueRow) -> list[Action]:
        return list(actions_of(person_of(account), await work_on(self._session, row), self._eyes))

    async def _scheduled(self, entry_id: str) -> list[ScheduledOut]:
        planned = await Schedules(self._session, self._clock).pending(entry_id)
        return [
            ScheduledOut.model_validate(
                {"id": one.id, "action": one.action, "at": one.at, "revision": one.revision, "by": one.created_by}
            )
            for one in planned
        ]

    async def _attachments(self, entry_id: str) -> list[AttachmentOut]:
        rows = await self._session.scalars(
            select(AttachmentRow).where(AttachmentRow.entry_id == entry_id).order_by(AttachmentRow.created_at)
        )
        return [AttachmentOut(id=row.id, name=row.name, media_type=row.media_type, size=row.size) for row in rows]

    async def _related(self, row: CatalogueRow, content: Content) -> list[RelatedOut]:
        line = CatalogueRow
        explained_by = select(InterpretedDocumentRow.entry_id).where(InterpretedDocumentRow.title == row.title)
        around: dict[str, ColumnElement[bool]]
        if isinstance(content, PolicyDocument):
            around = {"explained_by": line.entry_id.in_(explained_by) & (line.kind == EntryKind.INTERPRETATION)}
        else:
            around = {"explains": line.title.in_(content.documents) & (line.kind == EntryKind.DOCUMENT)}
        around |= {"replaces": line.successor_id == row.entry_id, "replaced_by": line.entry_id == row.successor_id}
        found: list[RelatedOut] = []
        for relation, condition in around.items():
            rows = await self._session.scalars(select(line).where(condition).order_by(line.title).limit(_RELATED))
            found += [
                RelatedOut.model_validate(
                    {"entry_id": one.entry_id, "kind": one.kind, "title": one.title, "relation": relation}
                )
                for one in rows
            ]
        return found
