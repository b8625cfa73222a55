"""One job from where it stands to its end, row by row; it can be broken off and taken up again at any row."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic

from api.audit.trail import AuditTrail
from api.db.engine import Database
from api.imports.contents import content_from
from api.imports.intake import Intake, JudgedPart
from api.imports.jobs import ImportJobs, item_row, storable
from api.imports.parts import FileReader
from api.imports.scope import refusal, scope_from
from api.imports.states import JobState, RowState
from api.imports.storing import Storable, Storing
from api.imports.tables import ImportFileRow, ImportItemRow, ImportRow
from api.imports.uploads import Uploads
from knowledge.clock import Clock
from knowledge.errors import YihaodaError
from knowledge.sheets.drafting import Defaults

LEASE = timedelta(seconds=60)
_AT_ONCE = 50
_FLUSH_SECONDS = 1.0
_REVISE = "revise:"


class BrokenOff(Exception):
    """The job is no longer this process's, was cancelled, or the process stops."""


@dataclass(slots=True)
class JobRun:
    """One process at one job. ``stopping`` tells that the process ends."""

    database: Database
    clock: Clock
    reader: FileReader
    uploads: Uploads
    job_id: str
    holder: str
    stopping: Callable[[], bool] = lambda: False
    _pending: list[ImportItemRow] = field(default_factory=list)
    _flushed: float = 0.0

    async def run(self) -> None:
        """Read what is not read, then store what is to be stored.

        Raises:
            BrokenOff: another process has the job now, it was cancelled, or this process stops.
        """
        job = await self._job()
        if job.state in {JobState.QUEUED, JobState.READING}:
            await self._read(job)
        job = await self._job()
        if job.state == JobState.STORING:
            await self._store(job)

    async def _read(self, job: ImportRow) -> None:
        async with self.database.read() as session:
            jobs = ImportJobs(session, self.clock)
            files, items = await jobs.files(job.id), await jobs.items(job.id)
        await self._progress(state=JobState.READING, total=len(files), done=sum(file.read for file in files))
        intake = await Intake.begin(self.database, self.clock, self.reader)
        known: dict[int, set[str]] = {file.n: set() for file in files}
        for item in items:
            known[item.file_n].add(item.part)
            if item.content:
                intake.batch.add(item.n, content_from(item.kind, item.content))
        following = len(items) + 1
        for file in files:
            if not file.read:
                following = await self._read_file(job, intake, file, following, known[file.n])
        await self._progress(state=JobState.READ if job.dry_run else JobState.STORING, done=len(files))

    async def _read_file(self, job: ImportRow, intake: Intake, file: ImportFileRow, n: int, known: set[str]) -> int:
        defaults = Defaults(job.department, job.region_code, job.field_name)
        path, notes = self.uploads.existing(job.id, file.n), list[str]()
        async for part in intake.rows(path, file.name, defaults, notes):
            if storable(part.part) in known:
                continue
            known.add(storable(part.part))
            judged = _own(await intake.judge(n, part), job)
            self._pending.append(item_row(job.id, file, n, judged))
            n += 1
            if len(self._pending) >= _AT_ONCE or monotonic() - self._flushed > _FLUSH_SECONDS:
                await self._progress()
        await self._progress(read=file.n, notes=notes)
        return n

    async def _store(self, job: ImportRow) -> None:
        async with self.database.read() as session:
            left = await ImportJobs(session, self.clock).count_pending(job.id)
        await self._progress(total=left, done=0)
        done = 0
        while rows := await self._store_some():
            done += rows
            await self._progress(done=done)
        await self._progress(state=JobState.DONE)

    async def _store_some(self) -> int:
        """Store some rows in one transaction; return how many were dealt with."""
        async with self.database.write() as session:
            jobs = ImportJobs(session, self.clock)
            job = await jobs.get(self.job_id)
            rows = await jobs.pending(self.job_id, _AT_ONCE)
            storing = Storing(session, self.clock, job.created_by, scope_from(job.scope))
            for row in rows:
                await _store_row(storing, row)
            written = [{"entry": row.entry_id, "revision": row.revision} for row in rows if row.stored]
            if written:
                await AuditTrail(session, self.clock).record(
                    job.created_by, "import.stored", job.id, {"entries": written}
                )
        return len(rows)

    async def _job(self) -> ImportRow:
        async with self.database.read() as session:
            return await ImportJobs(session, self.clock).get(self.job_id)

    async def _progress(
        self, *, state: JobState | None = None, total: int | None = None, done: int | None = None,
        read: int | None = None, notes: list[str] | None = None,
    ) -> None:  # fmt: skip
        """Write down what was done so far, keep the lease, and see whether to go on."""
        async with self.database.write() as session:
            jobs = ImportJobs(session, self.clock)
            if not await jobs.renew(self.job_id, self.holder, LEASE):
                raise BrokenOff
            job = await jobs.get(self.job_id)
            await session.refresh(job)
            session.add_all(self._pending)
            if read is not None:
                file = await session.get_one(ImportFileRow, (self.job_id, read))
                file.read, file.notes = True, [storable(note) for note in notes or ()]
                job.done += 1
            job.total = total if total is not None else job.total
            job.done = done if done is not None else job.done
            self._advance(job, state)
            broken = job.cancelled or (self.stopping() and state is None)
        self._pending, self._flushed = [], monotonic()
        if broken:
            raise BrokenOff
        await asyncio.sleep(0)

    def _advance(self, job: ImportRow, state: JobState | None) -> None:
        if job.cancelled:
            state = JobState.CANCELLED
        if state is not None:
            job.state = state
        if state in {JobState.READ, JobState.DONE, JobState.CANCELLED}:
            job.finished_at, job.held_by, job.held_until = self.clock(), "", None


def _own(judged: JudgedPart, job: ImportRow) -> JudgedPart:
    """Return the row as it is, or refused where it is not the person's own."""
    content = judged.part.content
    reason = refusal(scope_from(job.scope), content) if content else ""
    return judged.refused(reason, "请选对责任部门和地区，或者请那个部门的人导入") if reason else judged


async def _store_row(storing: Storing, row: ImportItemRow) -> None:
    decision = row.decision
    target = decision.removeprefix(_REVISE) if decision.startswith(_REVISE) else ""
    if not decision and row.state == RowState.CHANGED:
        target = row.entry_id
    source = f"{row.name} {row.part}".strip()
    try:
        stored = await storing.store(
            Storable(content_from(row.kind, row.content or {}), source, target, decision == "new")
        )
    except YihaodaError as error:
        row.state, row.message, row.remedy = (
            RowState.FAILED,
            storable(error.message, 2000),
            storable(error.remedy, 2000),
        )
        return
    row.entry_id, row.revision, row.stored = stored.entry_id, stored.revision, True
    if not stored.changed:
        row.state = RowState.UNCHANGED
    else:
        row.state = RowState.NEW if stored.created else RowState.CHANGED
