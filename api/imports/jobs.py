"""Jobs and their rows: every query about them is here."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.imports.contents import content_json, text_of
from api.imports.intake import JudgedPart
from api.imports.library import mark_of
from api.imports.states import AT_WORK, JobState, RowState
from api.imports.tables import ImportFileRow, ImportItemRow, ImportRow
from api.records.entry import kind_of
from api.records.tables import MAX_LINE
from knowledge.clock import Clock
from knowledge.errors import NotFound
from knowledge.model.document import PolicyDocument


class ImportJobs:
    """Reads and writes jobs inside the caller's session."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def get(self, job_id: str) -> ImportRow:
        """Return a job.

        Raises:
            NotFound: there is none.
        """
        row = await self._session.get(ImportRow, job_id)
        if row is None:
            raise NotFound(f"没有导入任务 {job_id[:40]}")
        return row

    async def newest(self, created_by: str | None, *, limit: int = 50) -> Sequence[ImportRow]:
        """Return the newest jobs, of one person where one is named."""
        query = select(ImportRow).order_by(ImportRow.created_at.desc(), ImportRow.id).limit(limit)
        if created_by is not None:
            query = query.where(ImportRow.created_by == created_by)
        return (await self._session.scalars(query)).all()

    async def ended_before(self, moment: datetime) -> Sequence[str]:
        """Return the jobs that ended before a moment."""
        return (await self._session.scalars(select(ImportRow.id).where(ImportRow.finished_at < moment))).all()

    async def files(self, job_id: str) -> Sequence[ImportFileRow]:
        """Return the files of a job, in order."""
        query = select(ImportFileRow).where(ImportFileRow.import_id == job_id).order_by(ImportFileRow.n)
        return (await self._session.scalars(query)).all()

    async def items(self, job_id: str) -> Sequence[ImportItemRow]:
        """Return the rows of a job, in order."""
        query = select(ImportItemRow).where(ImportItemRow.import_id == job_id).order_by(ImportItemRow.n)
        return (await self._session.scalars(query)).all()

    async def item(self, job_id: str, n: int) -> ImportItemRow:
        """Return one row of a job.

        Raises:
            NotFound: there is none.
        """
        row = await self._session.get(ImportItemRow, (job_id, n))
        if row is None:
            raise NotFound(f"导入任务里没有第 {n} 行")
        return row

    async def counts(self, job_ids: Sequence[str]) -> Mapping[str, dict[str, int]]:
        """Return how many rows of each state jobs have."""
        rows = await self._session.execute(
            select(ImportItemRow.import_id, ImportItemRow.state, func.count())
            .where(ImportItemRow.import_id.in_(job_ids))
            .group_by(ImportItemRow.import_id, ImportItemRow.state)
        )
        counts = {job_id: {state.value: 0 for state in RowState} for job_id in job_ids}
        for job_id, state, count in rows:
            counts[job_id][state] = count
        return counts

    async def pending(self, job_id: str, limit: int) -> Sequence[ImportItemRow]:
        """Return rows that are still to be stored: those that need no decision, and those a person decided on."""
        query = select(ImportItemRow).where(_to_store(job_id)).order_by(ImportItemRow.n).limit(limit)
        return (await self._session.scalars(query)).all()

    async def count_pending(self, job_id: str) -> int:
        """Return how many rows ``pending`` would give in all."""
        return await self._session.scalar(select(func.count()).where(_to_store(job_id))) or 0

    async def waiting(self) -> Sequence[str]:
        """Return the jobs that nobody works on and somebody should, the oldest first."""
        query = select(ImportRow.id).where(ImportRow.state.in_(AT_WORK), self._free())
        return (await self._session.scalars(query.order_by(ImportRow.created_at, ImportRow.id).limit(20))).all()

    async def take(self, job_id: str, holder: str, lease: timedelta) -> bool:
        """Take a job for a while, unless another process was first."""
        return await self._renewed(job_id, holder, lease, self._free() & ImportRow.state.in_(AT_WORK))

    async def renew(self, job_id: str, holder: str, lease: timedelta) -> bool:
        """Keep a job that ``holder`` has; False where it was lost."""
        return await self._renewed(job_id, holder, lease, ImportRow.held_by == holder)

    async def release(self, job_id: str, holder: str) -> None:
        """Give a job back, so that another process can take it at once."""
        await self._session.execute(
            update(ImportRow)
            .where(ImportRow.id == job_id, ImportRow.held_by == holder)
            .values(held_by="", held_until=None)
        )

    def _free(self) -> ColumnElement[bool]:
        return ImportRow.held_until.is_(None) | (ImportRow.held_until < self._clock())

    async def _renewed(self, job_id: str, holder: str, lease: timedelta, where: ColumnElement[bool]) -> bool:
        result = await self._session.execute(
            update(ImportRow)
            .where(ImportRow.id == job_id, where)
            .values(held_by=holder, held_until=self._clock() + lease)
            .returning(ImportRow.id)
        )
        return result.first() is not None


def _to_store(job_id: str) -> ColumnElement[bool]:
    plain = ImportItemRow.state.in_((RowState.NEW, RowState.CHANGED))
    decided = (ImportItemRow.state == RowState.DUPLICATE) & (ImportItemRow.decision != "")
    return (ImportItemRow.import_id == job_id) & ImportItemRow.stored.is_(False) & (plain | decided)


def shown_state(row: ImportRow, now: datetime) -> JobState:
    """Return where a job stands as people see it: one at work that nobody works on is interrupted."""
    state = JobState(row.state)
    idle = row.held_until is None or row.held_until < now
    return JobState.INTERRUPTED if idle and state in {JobState.READING, JobState.STORING} else state


def item_row(job_id: str, file: ImportFileRow, n: int, judged: JudgedPart) -> ImportItemRow:
    """Return the row that keeps a judged row. What the records say already counts as stored."""
    part, verdict, content = judged.part, judged.verdict, judged.part.content
    mark = mark_of(text_of(content) if content else "")
    number = content.document_number if isinstance(content, PolicyDocument) else ""
    return ImportItemRow(
        import_id=job_id, n=n, file_n=file.n, name=file.name, part=storable(part.part), state=verdict.state,
        stored=verdict.state is RowState.UNCHANGED, title=storable(part.title), document_number=storable(number),
        message=storable(part.message, 2000), remedy=storable(part.remedy, 2000),
        warnings=[storable(text) for text in part.warnings[:200]],
        duplicates=[asdict(duplicate) for duplicate in verdict.duplicates],
        kind=kind_of(content) if content else "",
        content=content_json(content) if content else None, text_hash=mark.text_hash, digest=mark.hexadecimal,
        decision="", entry_id=verdict.target, revision=0,
    )  # fmt: skip


def storable(text: str, longest: int = MAX_LINE) -> str:
    """Return a text that every database can hold, cut to a length."""
    cleaned = text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return cleaned if len(cleaned) <= longest else f"{cleaned[: longest - 1]}…"
