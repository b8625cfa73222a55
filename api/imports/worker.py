"""Works on import jobs in the background, one at a time; a job whose process died is taken up by another."""

import asyncio
from contextlib import suppress

import structlog

from api.audit.trail import AuditTrail
from api.db.engine import Database
from api.imports.jobs import ImportJobs, storable
from api.imports.parts import FileReader
from api.imports.running import LEASE, BrokenOff, JobRun
from api.imports.states import JobState
from api.imports.uploads import Uploads
from knowledge.clock import Clock
from knowledge.errors import YihaodaError

_LOOK_SECONDS = 2.0
_BEATS = 4  # renewals in the time of a lease
_log = structlog.get_logger()


class ImportWorker:
    """Takes jobs whose files are on this machine, the oldest first."""

    def __init__(self, database: Database, clock: Clock, reader: FileReader, uploads: Uploads, holder: str) -> None:
        """Work as ``holder``, a name of this process alone."""
        self._database = database
        self._clock = clock
        self._reader = reader
        self._uploads = uploads
        self._holder = holder
        self._stopping = False
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Look for a job at once."""
        self._wake.set()

    def stop(self) -> None:
        """Let ``run`` end at the next row; what is left, another process or the next start goes on with."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Go on until told to stop."""
        while not self._stopping:
            if not await self.run_next():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), _LOOK_SECONDS)
                self._wake.clear()

    async def run_next(self) -> bool:
        """Work on the next job, if there is one."""
        job_id = await self._take()
        if job_id is None:
            return False
        beating = asyncio.create_task(self._beat(job_id))
        try:
            await JobRun(
                self._database, self._clock, self._reader, self._uploads, job_id, self._holder, lambda: self._stopping
            ).run()
        except BrokenOff:
            await self._release(job_id)
        except YihaodaError as error:
            await self._fail(job_id, f"{error.message}。{error.remedy}")
        except Exception:  # noqa: BLE001  # the outermost boundary of the background: one bad job must not end the worker
            _log.exception("import_failed", job=job_id)
            await self._fail(job_id, "系统内部出错，已经记录。可以重试，或者联系管理员。")
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)
        return True

    async def _take(self) -> str | None:
        async with self._database.read() as session:
            waiting = await ImportJobs(session, self._clock).waiting()
        for job_id in waiting:
            if not self._uploads.has(job_id):
                continue
            async with self._database.write() as session:
                if await ImportJobs(session, self._clock).take(job_id, self._holder, LEASE):
                    return job_id
        return None

    async def _beat(self, job_id: str) -> None:
        """Keep the lease while a single row takes long."""
        while True:
            await asyncio.sleep(LEASE.total_seconds() / _BEATS)
            async with self._database.write() as session:
                await ImportJobs(session, self._clock).renew(job_id, self._holder, LEASE)

    async def _release(self, job_id: str) -> None:
        async with self._database.write() as session:
            await ImportJobs(session, self._clock).release(job_id, self._holder)

    async def _fail(self, job_id: str, message: str) -> None:
        async with self._database.write() as session:
            jobs = ImportJobs(session, self._clock)
            if not await jobs.renew(job_id, self._holder, LEASE):
                return
            job = await jobs.get(job_id)
            await session.refresh(job)
            job.state, job.message, job.finished_at = JobState.FAILED, storable(message), self._clock()
            job.held_by, job.held_until = "", None
            await AuditTrail(session, self._clock).record(job.created_by, "import.failed", job.id)
