"""``kill -9`` while publishing: afterwards every entry is there altogether or not at all."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from api.db.engine import Database
from api.records.change_log import changes_after
from api.records.entry import EntryState
from api.records.repository import RecordRepository
from tests.contents import clock, entry_content
from tests.integration.api.records.publishing_program import publish

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]

PROGRAM = Path(__file__).with_name("publishing_program.py")
ROUNDS = 10


def publish_until_killed(url: str, first: int, seconds: float) -> int:
    """Let the program commit something, kill it a little later, and return the last number it named."""
    root = Path(__file__).resolve().parents[4]
    environment = os.environ | {"PYTHONPATH": str(root)}
    command = [sys.executable, str(PROGRAM), url, str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as program:
        assert program.stdout is not None
        named = [program.stdout.readline()]
        time.sleep(seconds)
        program.send_signal(signal.SIGKILL)
        named += program.stdout.readlines()
    return int([line for line in named if line.endswith("\n")][-1])


async def verify(database: Database, first: int) -> int:
    """Check what a kill could have broken, the words of each entry from ``first`` on; return how many there are."""
    async with database.read() as session:
        if database.is_postgres:  # what the killed program sent last may be committed while this looks: one moment only
            await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        else:
            assert (await session.execute(text("PRAGMA integrity_check"))).scalar_one() == "ok"
            assert (await session.execute(text("PRAGMA foreign_key_check"))).all() == []
        log = await changes_after(session, 0, limit=10**6)
        records = RecordRepository(session, clock)
        assert [(line.entry_id, line.revision) for line in log] == [(f"e{number}", 1) for number in range(len(log))]
        for number, line in enumerate(log[first:], first):
            assert (await records.entry(line.entry_id)).state == EntryState.PUBLISHED
            assert await records.content(line.entry_id, 1) == entry_content(number)
        for table, a_entry in (("entries", 1), ("revisions", 1), ("clauses", 2)):
            rows = (await session.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()
            assert rows == a_entry * len(log)
    assert [line.sequence for line in log] == sorted({line.sequence for line in log})
    return len(log)


async def test_nothing_is_half_published(database: Database, database_url: str) -> None:
    moments = random.Random(411200)
    entries = 0
    for _ in range(ROUNDS):
        named = publish_until_killed(database_url, entries, moments.uniform(0, 0.12))
        before, entries = entries, await verify(database, entries)
        assert entries > before
        assert entries - 1 in (named, named + 1), "what was named as committed is there, and at most one more"
        await publish(database, entries)  # what the kill interrupted can be done again
        assert await verify(database, entries) == entries + 1
        entries += 1
