"""``kill -9`` between the plan to publish and its moment: other processes publish, once."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from api.curation.schedules import PENDING
from api.curation.tables import EntryEventRow, ScheduleRow
from api.db.engine import Database
from api.records.change_log import changes_after
from api.records.entry import EntryState
from api.records.repository import RecordRepository
from knowledge.clock import utc_now

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]
PROGRAM = Path(__file__).with_name("planning_program.py")
AHEAD_SECONDS = 2.5
PATIENCE_SECONDS = 60.0  # longer than the lease that a process killed at work leaves behind


@contextmanager
def process(url: str, seconds: float) -> Iterator["subprocess.Popen[str]"]:
    """Run the program, and kill it at the end."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[4])}
    command = [sys.executable, str(PROGRAM), url, str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as program:
        try:
            yield program
        finally:
            program.kill()


def planned_and_killed(url: str) -> str:
    """Let a process plan and kill it; return the entry."""
    with process(url, AHEAD_SECONDS) as program:
        assert program.stdout is not None
        return program.stdout.readline().strip()


async def state(database: Database, entry_id: str) -> EntryState:
    async with database.read() as session:
        return EntryState((await RecordRepository(session, utc_now).entry(entry_id)).state)


async def published(database: Database, entry_id: str) -> None:
    """Wait until another process has published it."""
    while await state(database, entry_id) is not EntryState.PUBLISHED:  # noqa: ASYNC110 – an event does not reach here
        await asyncio.sleep(0.1)


async def test_what_a_killed_process_planned_is_published_once(database: Database, database_url: str) -> None:
    entry_id = await asyncio.to_thread(planned_and_killed, database_url)
    async with database.read() as session:
        plan = (await session.scalars(select(ScheduleRow))).one()
    assert (plan.entry_id, plan.outcome, await state(database, entry_id)) == (entry_id, PENDING, EntryState.DRAFT)
    with process(database_url, 0), process(database_url, 0):
        await asyncio.wait_for(published(database, entry_id), PATIENCE_SECONDS)
        published_at = utc_now()
        await asyncio.sleep(1.2)  # each of both looks once more
    async with database.read() as session:
        log = await changes_after(session, 0, limit=10)
        events = (await session.scalars(select(EntryEventRow.kind).where(EntryEventRow.kind == "published"))).all()
        plan = (await session.scalars(select(ScheduleRow))).one()
    assert [(line.entry_id, line.revision) for line in log] == [(entry_id, 1)]
    assert (list(events), plan.outcome) == (["published"], "done")
    assert plan.at <= published_at
