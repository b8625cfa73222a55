"""Trials of changes as jobs: started by a request, run in the background, read from any replica."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError

from api.db.engine import Database
from api.dictionary.repository import write_changes
from api.dictionary.schemas import EffectOut, EffectResult, EffectState
from api.dictionary.tables import DictionaryEffectRow
from knowledge.clock import Clock, Ids
from knowledge.dictionary.dictionary import Dictionary
from knowledge.dictionary.words import WordChange
from knowledge.errors import NotFound, YihaodaError

_KEPT = timedelta(days=30)
_SILENT = timedelta(minutes=2)  # a trial that said nothing for so long died with its process
_REPORT_EVERY = 20  # questions
_RUNNING = {EffectState.QUEUED, EffectState.RUNNING}
_log = structlog.get_logger()

Try = Callable[[Dictionary, Sequence[WordChange], Callable[[int, int], Awaitable[None]]], Awaitable[EffectResult]]


class EffectJobs:
    """Runs one trial at a time in this process."""

    def __init__(self, database: Database, run: Try, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._run = run
        self._clock = clock
        self._ids = ids
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, dictionary: Dictionary, changes: Sequence[WordChange], author: str) -> EffectOut:
        """Queue a trial and return it; those of a month ago are forgotten."""
        now, name = self._clock(), self._ids()
        row = DictionaryEffectRow(
            id=name, created_by=author, created_at=now, updated_at=now, state=EffectState.QUEUED, done=0, total=0,
            changes=write_changes(changes), result={},
        )  # fmt: skip
        async with self._database.write() as session:
            await session.execute(delete(DictionaryEffectRow).where(DictionaryEffectRow.created_at < now - _KEPT))
            session.add(row)
        task = asyncio.create_task(self._work(name, dictionary, changes))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return EffectOut.of(row)

    async def get(self, name: str) -> EffectOut:
        """Return a trial; one whose process is gone is ``interrupted``.

        Raises:
            NotFound: there is none of this id.
        """
        async with self._database.read() as session:
            row = await session.get(DictionaryEffectRow, name)
        if row is None:
            raise NotFound("没有这次试算，或者已经过期")
        found = EffectOut.of(row)
        if found.state in _RUNNING and row.updated_at < self._clock() - _SILENT:
            found.state, found.message = EffectState.INTERRUPTED, "服务重启，试算中断，请重新试算"
        return found

    async def stop(self) -> None:
        """End the trials that run."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self, name: str, dictionary: Dictionary, changes: Sequence[WordChange]) -> None:
        async def report(done: int, total: int) -> None:
            if done % _REPORT_EVERY == 0 or done in {1, total}:
                await self._note(name, state=EffectState.RUNNING, done=done, total=total)

        async with self._turn:
            try:
                result = await self._run(dictionary, changes, report)
                await self._note(name, state=EffectState.DONE, result=result.model_dump(mode="json"))
            except asyncio.CancelledError:
                await self._note(name, state=EffectState.INTERRUPTED, result={"message": "服务停止，试算中断"})
                raise
            except (YihaodaError, SQLAlchemyError, OSError) as error:
                _log.warning("dictionary_trial_failed", error=type(error).__name__)
                message = error.message if isinstance(error, YihaodaError) else "试算没有完成，请稍后再试"
                await self._note(name, state=EffectState.FAILED, result={"message": message})

    async def _note(self, name: str, **columns: Any) -> None:  # noqa: ANN401  # columns of the row
        async with self._database.write() as session:
            row = await session.get_one(DictionaryEffectRow, name)
            row.updated_at = self._clock()
            for column, value in columns.items():
                setattr(row, column, value)
