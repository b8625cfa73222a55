"""Reminders for one person: written once, seen once."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.curation.rules import curation_rules
from api.curation.tables import NoticeRow
from api.records.tables import CatalogueRow
from knowledge.clock import Clock, new_id
from knowledge.errors import NotFound

_SHOWN = 200


class Notices:
    """Writes and reads reminders inside the caller's transaction."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def tell(
        self, person: str, kind: str, row: CatalogueRow, *, key: str, day: date | None = None, text: str = ""
    ) -> bool:
        """Remind a person of an entry, unless it was done for the same ``key``; return whether it is new."""
        known = await self._session.scalar(
            select(NoticeRow.id).where(
                NoticeRow.person == person, NoticeRow.entry_id == row.entry_id, NoticeRow.kind == kind, NoticeRow.key == key
            )
        )  # fmt: skip
        if known is not None or not person:
            return False
        sentence = (
            curation_rules().notices[kind].format(title=row.title, day=day or "未定", text=text or "没有写明原因")
        )
        self._session.add(
            NoticeRow(
                id=new_id(), person=person, entry_id=row.entry_id, kind=kind, key=key[:60], text=sentence[:1000], due_on=day,
                created_at=self._clock(), seen_at=None,
            )
        )  # fmt: skip
        await self._session.flush()
        return True

    async def of(self, person: str) -> list[NoticeRow]:
        """Return the newest reminders of a person, those not seen first."""
        rows = await self._session.scalars(
            select(NoticeRow)
            .where(NoticeRow.person == person)
            .order_by(NoticeRow.seen_at.is_not(None), NoticeRow.created_at.desc(), NoticeRow.id)
            .limit(_SHOWN)
        )
        return list(rows)

    async def seen(self, person: str, notice_id: str) -> datetime:
        """Note that a person has seen a reminder.

        Raises:
            NotFound: this person has no such reminder.
        """
        row = await self._session.get(NoticeRow, notice_id)
        if row is None or row.person != person:
            raise NotFound("没有这条提醒")
        row.seen_at = row.seen_at or self._clock()
        return row.seen_at
