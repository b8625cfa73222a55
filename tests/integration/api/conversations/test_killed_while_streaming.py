"""The api is killed in the middle of streams; after its restart every client gets its answer, once."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx2
import pytest
from sqlalchemy import select

from api.conversations.tables import AnswerRecordRow, ConversationRow, TurnRow
from api.db.engine import Database
from api.http.sockets import free_port
from tests.conftest import ROOT

SLOW, FAST = 600.0, 0.0  # seconds the dialogue takes, before and after the kill
START_SECONDS, RESUME_SECONDS = 180.0, 180.0
CITIZENS = 8  # more than are worked on at once: some are killed in the line
pytestmark = [pytest.mark.integration, pytest.mark.asyncio]


@dataclass
class Citizen:
    """Keeps what a browser keeps: the token, the key of the message, the id of the last event."""

    address: str
    number: int
    token: str = ""
    seen: int = 0
    heard: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def ask(self, until_stage: bool = False) -> None:
        """Open the stream; read to its end, or until it has told how it stands."""
        headers = {"x-visitor-token": self.token} | ({"last-event-id": str(self.seen)} if self.seen else {})
        body = {"message": f"第{self.number}个问题", "key": f"message-{self.number}"}
        with (
            httpx2.Client(trust_env=False, timeout=RESUME_SECONDS) as http,
            http.stream("POST", f"{self.address}/api/chat/stream", json=body, headers=headers) as answer,
        ):
            event: dict[str, str] = {}
            for line in answer.iter_lines():
                if line:
                    name, _, value = line.partition(": ")
                    event[name] = value
                    continue
                if "data" in event:
                    self.seen = int(event.get("id", self.seen))
                    self.heard.append((event["event"], json.loads(event["data"])))
                    if until_stage:
                        return
                event = {}

    def replies(self) -> list[dict[str, Any]]:
        return [data for name, data in self.heard if name == "reply"]


@contextmanager
def api(folder: Path, url: str, port: int, seconds: float) -> Iterator[subprocess.Popen[bytes]]:
    environment = dict(os.environ) | {
        "YIHAODA_DATA_DIR": str(folder), "YIHAODA_DATABASE_URL": url, "YIHAODA_PORT": str(port),
        "YIHAODA_SECRET_KEY": "k" * 32,
    }  # fmt: skip
    with (folder / "output").open("ab") as output:
        started = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("slow_api.py"), str(seconds)], cwd=ROOT, env=environment,
            stdin=subprocess.PIPE, stdout=output, stderr=output,
        )  # fmt: skip
        try:
            wait_for(lambda: is_live(port), folder)
            yield started
        finally:
            started.kill()
            started.communicate()


def is_live(port: int) -> bool:
    try:
        return httpx2.get(f"http://127.0.0.1:{port}/health/live", trust_env=False).status_code == 200
    except httpx2.HTTPError:
        return False


def wait_for(condition: Any, folder: Path) -> None:  # noqa: ANN401
    deadline = monotonic() + START_SECONDS
    while not condition():
        assert monotonic() < deadline, (folder / "output").read_text("utf-8")[-3000:]
        sleep(0.05)


async def rows(database: Database, table: type[Any]) -> list[Any]:
    async with database.read() as session:
        return list(await session.scalars(select(table)))


async def test_every_stream_is_taken_up_and_answered_once(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    port = free_port()
    citizens = [Citizen(f"http://127.0.0.1:{port}", number) for number in range(CITIZENS)]
    with api(tmp_path, database_url, port, SLOW) as first, ThreadPoolExecutor(CITIZENS) as pool:
        for citizen in citizens:
            made = httpx2.post(f"{citizen.address}/api/visitors", trust_env=False)
            citizen.token = made.json()["visitor_token"]
        list(pool.map(lambda citizen: citizen.ask(until_stage=True), citizens))
        deadline = monotonic() + START_SECONDS
        while len(await rows(database, TurnRow)) < CITIZENS:
            assert monotonic() < deadline
            await asyncio.sleep(0.05)
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert await rows(database, AnswerRecordRow) == []

    with api(tmp_path, database_url, port, FAST), ThreadPoolExecutor(CITIZENS) as pool:
        list(pool.map(Citizen.ask, citizens))
        first_replies = [citizen.replies() for citizen in citizens]
        assert all(len(replies) == 1 for replies in first_replies)
        for citizen in citizens:  # the reply was seen: only that it is over comes again
            citizen.ask()
            assert citizen.heard[-2][0] == citizen.heard[-1][0] == "done"
            assert citizen.replies() == first_replies[citizen.number]

    turns = {row.id: row for row in await rows(database, TurnRow)}
    assert len(turns) == len(await rows(database, AnswerRecordRow)) == CITIZENS
    assert len(await rows(database, ConversationRow)) == CITIZENS
    for citizen in citizens:
        assert turns[citizen.replies()[0]["message_id"]].question == f"第{citizen.number}个问题"


async def test_who_never_comes_back_is_answered_all_the_same(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    port = free_port()
    citizen = Citizen(f"http://127.0.0.1:{port}", 0)
    with api(tmp_path, database_url, port, SLOW) as first:
        citizen.token = httpx2.post(f"{citizen.address}/api/visitors", trust_env=False).json()["visitor_token"]
        citizen.ask(until_stage=True)
        while not await rows(database, TurnRow):  # noqa: ASYNC110  # another process stores it
            await asyncio.sleep(0.05)
        first.send_signal(signal.SIGKILL)
    with api(tmp_path, database_url, port, FAST):
        deadline = monotonic() + RESUME_SECONDS
        while not await rows(database, AnswerRecordRow):
            assert monotonic() < deadline
            await asyncio.sleep(0.1)
    assert [row.turn_id for row in await rows(database, AnswerRecordRow)] == [
        row.id for row in await rows(database, TurnRow)
    ]
