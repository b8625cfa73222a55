"""Import jobs for people: bring files, watch, break off, go on, confirm."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePath
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.service import Account
from api.audit.trail import AuditTrail
from api.db.engine import Database
from api.imports.failures import failed_table
from api.imports.jobs import ImportJobs, shown_state, storable
from api.imports.schemas import DuplicateOut, FileOut, ImportOut, RowOut
from api.imports.scope import scope_of
from api.imports.states import AT_WORK, JobState, RowState
from api.imports.tables import ImportFileRow, ImportItemRow, ImportRow
from api.imports.uploads import Uploads
from api.imports.worker import ImportWorker
from knowledge.clock import Clock, Ids
from knowledge.errors import Conflict, InvalidInput, NotAllowed, NotFound
from knowledge.model.region import RegionTree

MAX_FILES = 500
FILES_KEPT = timedelta(days=90)


class IncomingFile(Protocol):
    """A file that is being sent."""

    filename: str | None

    async def read(self, size: int = -1) -> bytes:
        """Return the next bytes, none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Order:
    """How files are to be imported. Empty strings leave it to the files."""

    dry_run: bool
    department: str = ""
    region: str = ""
    field_name: str = ""


class ImportService:
    """Everything people do with imports."""

    def __init__(
        self, database: Database, clock: Clock, ids: Ids, uploads: Uploads, worker: ImportWorker, regions: RegionTree
    ) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._uploads = uploads
        self._worker = worker
        self._regions = regions

    async def create(self, files: Sequence[IncomingFile], order: Order, account: Account) -> ImportOut:
        """Keep the files and begin in the background.

        Raises:
            InvalidInput: no files, too many, or an unknown region.
            NotAllowed: the department or the region is not this person's own.
        """
        if not 1 <= len(files) <= MAX_FILES:
            raise InvalidInput(f"一次可以导入 1 到 {MAX_FILES} 个文件", remedy="更多的请打成压缩包")
        order = self._checked(order, account)
        job_id = self._ids()
        rows = []
        for n, file in enumerate(files, start=1):
            size = await self._uploads.keep(job_id, n, _pieces(file))
            name = storable(PurePath(file.filename or f"文件{n}").name)
            rows.append(ImportFileRow(import_id=job_id, n=n, name=name, size=size, read=False, notes=[]))
        scope = scope_of(account)
        async with self._database.write() as session:
            session.add(
                ImportRow(
                    id=job_id, state=JobState.QUEUED, dry_run=order.dry_run, cancelled=False,
                    created_by=account.username, created_at=self._clock(), finished_at=None,
                    department=order.department, region_code=order.region, field_name=order.field_name,
                    scope=scope.as_json() if scope else None, message="", done=0, total=len(rows), held_by="",
                    held_until=None,
                )
            )  # fmt: skip
            await session.flush()
            session.add_all(rows)
            details = {"files": [row.name for row in rows[:50]], "count": len(rows), "dry_run": order.dry_run}
            await AuditTrail(session, self._clock).record(account.username, "import.created", job_id, details)
        self._worker.wake()
        return await self.get(job_id, account)

    async def get(self, job_id: str, account: Account, *, rows: bool = True) -> ImportOut:
        """Return an import.

        Raises:
            NotFound: there is none, or it is somebody else's.
        """
        async with self._database.read() as session:
            jobs = ImportJobs(session, self._clock)
            job = await self._own(jobs, job_id, account)
            files, items = await jobs.files(job_id), await jobs.items(job_id) if rows else []
            counts = (await jobs.counts([job_id]))[job_id]
            return self._shown(job, counts, files, items)

    async def newest(self, account: Account) -> list[ImportOut]:
        """Return the newest imports; a curator sees the own ones."""
        async with self._database.read() as session:
            jobs = ImportJobs(session, self._clock)
            found = await jobs.newest(account.username if scope_of(account) else None)
            counts = await jobs.counts([job.id for job in found])
            return [self._shown(job, counts[job.id], (), ()) for job in found]

    async def cancel(self, job_id: str, account: Account) -> ImportOut:
        """Break off before the next row; drafts that are stored already stay.

        Raises:
            NotFound: there is none, or it is somebody else's.
            Conflict: it is over.
        """
        async with self._database.write() as session:
            job = await self._own(ImportJobs(session, self._clock), job_id, account)
            state = shown_state(job, self._clock())
            if state not in {*AT_WORK, JobState.INTERRUPTED, JobState.READ}:
                raise Conflict("导入已经结束，不能取消")
            job.cancelled = True
            if state in {JobState.QUEUED, JobState.INTERRUPTED, JobState.READ}:  # nobody is at it who would notice
                job.state, job.finished_at = JobState.CANCELLED, self._clock()
            await AuditTrail(session, self._clock).record(account.username, "import.cancelled", job_id)
        return await self.get(job_id, account)

    async def resume(self, job_id: str, account: Account) -> ImportOut:
        """Go on where an import was broken off.

        Raises:
            NotFound: there is none, or it is somebody else's.
            Conflict: it is at work or done.
        """
        async with self._database.write() as session:
            jobs = ImportJobs(session, self._clock)
            job = await self._own(jobs, job_id, account)
            if shown_state(job, self._clock()) not in {JobState.CANCELLED, JobState.FAILED, JobState.INTERRUPTED}:
                raise Conflict("导入没有中断，不用继续")
            unread = any(not file.read for file in await jobs.files(job_id))
            after = JobState.READ if job.dry_run else JobState.STORING
            job.state = JobState.QUEUED if unread else after
            job.cancelled, job.message, job.finished_at, job.held_until = False, "", None, None
            await AuditTrail(session, self._clock).record(account.username, "import.resumed", job_id)
        self._worker.wake()
        return await self.get(job_id, account)

    async def confirm(self, job_id: str, decisions: Mapping[int, str], account: Account) -> ImportOut:
        """Store what a dry run read, and rows that had to be decided on, as decided.

        Raises:
            NotFound: there is no such import or row, or it is somebody else's.
            Conflict: it is still at work, was cancelled, or a row is stored already.
            InvalidInput: a row cannot be stored at all.
        """
        async with self._database.write() as session:
            jobs = ImportJobs(session, self._clock)
            job = await self._own(jobs, job_id, account)
            if job.state not in {JobState.READ, JobState.DONE}:
                raise Conflict("导入还没有读完，或者已经取消，不能确认")
            for n, decision in decisions.items():
                _decide(await jobs.item(job_id, n), decision)
            await session.flush()
            job.state, job.dry_run, job.finished_at, job.held_until = JobState.STORING, False, None, None
            details = {"decisions": {str(n): decision for n, decision in decisions.items()}}
            await AuditTrail(session, self._clock).record(account.username, "import.confirmed", job_id, details)
        self._worker.wake()
        return await self.get(job_id, account)

    async def failed(self, job_id: str, account: Account) -> bytes:
        """Return what failed as an xlsx file.

        Raises:
            NotFound: nothing failed, there is no such import, or it is somebody else's.
        """
        async with self._database.read() as session:
            jobs = ImportJobs(session, self._clock)
            await self._own(jobs, job_id, account)
            items = await jobs.items(job_id)
        paths = {item.file_n: self._uploads.path(job_id, item.file_n) for item in items}
        return await asyncio.to_thread(failed_table, items, paths)

    async def tidy(self) -> None:
        """Delete the files of imports that ended long ago; their reports stay."""
        async with self._database.read() as session:
            over = await ImportJobs(session, self._clock).ended_before(self._clock() - FILES_KEPT)
        for job_id in over:
            await asyncio.to_thread(self._uploads.forget, job_id)

    async def _own(self, jobs: ImportJobs, job_id: str, account: Account) -> ImportRow:
        job = await jobs.get(job_id)
        if scope_of(account) and job.created_by != account.username:
            raise NotFound(f"没有导入任务 {job_id[:40]}")
        return job

    def _checked(self, order: Order, account: Account) -> Order:
        if order.region and order.region not in self._regions:
            raise InvalidInput(f"没有行政区划 {order.region[:12]}")
        scope = scope_of(account)
        if scope is None:
            return order
        department = order.department or (scope.departments[0] if len(scope.departments) == 1 else "")
        region = order.region or (scope.regions[0] if len(scope.regions) == 1 else "")
        if department and (reason := scope.refusal(department, region or next(iter(scope.regions), ""))):
            raise NotAllowed(reason, remedy="请选自己负责的部门和地区")
        return Order(order.dry_run, department, region, order.field_name)

    def _shown(
        self, job: ImportRow, counts: Mapping[str, int], files: Sequence[ImportFileRow], items: Sequence[ImportItemRow]
    ) -> ImportOut:
        undecided = sum(item.state == RowState.DUPLICATE and not item.decision for item in items)
        return ImportOut(
            id=job.id, state=shown_state(job, self._clock()), dry_run=job.dry_run, created_by=job.created_by,
            created_at=job.created_at, finished_at=job.finished_at, message=job.message, done=job.done,
            total=job.total, counts=dict(counts), undecided=undecided if items else counts[RowState.DUPLICATE],
            files=[FileOut(n=file.n, name=file.name, size=file.size, notes=file.notes) for file in files],
            rows=[row_out(item) for item in items],
        )  # fmt: skip


def row_out(item: ImportItemRow) -> RowOut:
    """Return a row as HTTP shows it."""
    return RowOut(
        n=item.n, name=item.name, part=item.part, state=RowState(item.state), stored=item.stored, title=item.title,
        document_number=item.document_number, message=item.message, remedy=item.remedy, warnings=item.warnings,
        duplicates=[DuplicateOut.model_validate(duplicate) for duplicate in item.duplicates], decision=item.decision,
        entry_id=item.entry_id, revision=item.revision,
    )  # fmt: skip


def _decide(item: ImportItemRow, decision: str) -> None:
    if item.stored:
        raise Conflict(f"第 {item.n} 行已经保存")
    if item.content is None:
        raise InvalidInput(f"第 {item.n} 行不能保存", remedy="请下载失败的行，改好后重新导入")
    if decision == "skip":
        item.state, item.decision = RowState.SKIPPED, decision
        return
    if item.state in {RowState.SKIPPED, RowState.FAILED}:
        item.state = RowState.DUPLICATE
    item.decision = decision


async def _pieces(file: IncomingFile) -> AsyncIterator[bytes]:
    while piece := await file.read(1024 * 1024):
        yield piece


async def own_item(
    session: AsyncSession, clock: Clock, job_id: str, n: int, account: Account
) -> tuple[ImportRow, ImportFileRow, ImportItemRow]:
    """Return a row with its job and its file.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    jobs = ImportJobs(session, clock)
    job = await jobs.get(job_id)
    if scope_of(account) and job.created_by != account.username:
        raise NotFound(f"没有导入任务 {job_id[:40]}")
    item = await jobs.item(job_id, n)
    return job, await session.get_one(ImportFileRow, (job_id, item.file_n)), item
