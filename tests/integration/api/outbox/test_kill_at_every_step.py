"""``kill -9`` at every step between a message's arrival and its answer's delivery: nothing is lost, doubled or out of order.

The test is the platform. It repeats a callback that got no reply three times, five seconds apart, as WeChat does; it shows the
citizen every reply to a callback, and of messages sent actively each key once.
"""

import asyncio
import multiprocessing
import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

import pytest
from sqlalchemy import select

from api.db.engine import Database
from api.inbox.tables import IncomingRow
from api.outbox.tables import OutgoingRow
from tests.integration.api.outbox.crossing_program import serve
from tests.moving_clock import MovingClock

pytestmark = pytest.mark.integration

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["pytest", serve.__module__])  # imported once: each process begins at once
CALLBACKS: Sequence[Mapping[str, Any]] = (
    {"key": "m1", "sender": "a", "parts": 2, "slow": False},
    {"key": "m2", "sender": "b", "parts": 1, "slow": False},
    {"key": "m3", "sender": "a", "parts": 1, "slow": False},
    {"key": "m4", "sender": "a", "parts": 2, "slow": True},
)
EXPECTED = {"a": ["m1/0", "m1/1", "m3/0", "m4/0", "m4/1"], "b": ["m2/0"]}
SENDERS = {each["key"]: each["sender"] for each in CALLBACKS}
REPEATS = 3
DOWN = 60.0  # longer than the platform repeats


@dataclass
class Platform:
    """Speaks to the program, starts it again when it died, and keeps what reached the citizens."""

    url: str
    deaths: list[int]
    starting: float = 1.0
    clock: MovingClock = field(default_factory=MovingClock)
    replied: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    died: int = 0
    program: BaseProcess | None = None
    line: Connection | None = None

    def play(self) -> None:
        """Let the citizens write, and wait until everything is through."""
        for callback in CALLBACKS:
            self._call_back(callback)
            self._order(work=True)
            self.clock.move(seconds=1)
        for _ in range(6):
            self.clock.move(seconds=31)
            self._order(work=True)

    def close(self) -> None:
        if self.program and self.line:
            self.line.send({})
            self.program.join()
            self._forget(self.program, self.line)

    def _call_back(self, callback: Mapping[str, Any]) -> None:
        for _ in range(1 + REPEATS):
            if self._order(callback=callback) or self.starting >= DOWN:
                return
            self.clock.move(seconds=5 - self.starting)

    def _order(self, **order: object) -> bool:
        """Give an order; False where the program died before it replied."""
        program, line = self._running()
        line.send({"now": self.clock(), **order})
        replied = False
        for told in _told(line):
            replied |= "reply" in told
            self._keep(told)
            if "idle" in told:
                return True
        program.join()
        assert program.exitcode == -9, "it dies of nothing else"
        self._forget(program, line)
        self.died += 1
        self.clock.move(seconds=self.starting)
        return replied

    def _keep(self, told: Mapping[str, Any]) -> None:
        for way, kept in (("reply", self.replied), ("sent", self.sent)):
            if key := told.get(way):
                if way == "reply" or key not in self.sent:
                    self.seen.append(key)
                kept.append(key)

    def _running(self) -> tuple[BaseProcess, Connection]:
        if self.program is None or self.line is None:
            self.line, theirs = PROCESSES.Pipe()
            die_at = self.deaths.pop(0) if self.deaths else 0
            self.program = PROCESSES.Process(target=serve, args=(self.url, die_at, theirs), daemon=True)
            self.program.start()
            theirs.close()
        return self.program, self.line

    def _forget(self, program: BaseProcess, line: Connection) -> None:
        program.close()
        line.close()
        self.program = self.line = None


def _told(line: Connection) -> Iterator[dict[str, Any]]:
    with suppress(EOFError, ConnectionResetError):
        while True:
            yield line.recv()


def play(url: str, deaths: Sequence[int], *, starting: float = 1.0) -> Platform:
    asyncio.run(empty(url))
    with closing(Platform(url, list(deaths), starting)) as platform:
        platform.play()
    asyncio.run(verify_all_done(url))
    return platform


async def empty(url: str) -> None:
    database = Database(url)
    async with database.write() as session:
        for table in (IncomingRow, OutgoingRow):
            for row in await session.scalars(select(table)):
                await session.delete(row)
    await database.close()


async def verify_all_done(url: str) -> None:
    database = Database(url)
    async with database.read() as session:
        assert set(await session.scalars(select(IncomingRow.state))) == {"done"}
        assert set(await session.scalars(select(OutgoingRow.state))) == {"delivered"}
    await database.close()


def verify_crossing(platform: Platform) -> None:
    """Each message reached its citizen once and in order; only one in the very act of being sent was sent again."""
    shown = {who: [key for key in platform.seen if SENDERS[key.split("/")[0]] == who] for who in EXPECTED}
    assert shown == EXPECTED
    assert len(platform.sent) - len(set(platform.sent)) <= platform.died


def test_without_a_kill_most_is_said_in_replies(database_url: str) -> None:
    platform = play(database_url, [])
    verify_crossing(platform)
    assert (platform.replied, platform.died) == (["m1/0", "m2/0", "m3/0"], 0)


def test_killed_at_every_step(database_url: str) -> None:
    at, killed = 0, True
    while killed:
        at += 1
        platform = play(database_url, [at])
        verify_crossing(platform)
        killed = platform.died > 0
    assert at > 40, "there are as many steps"


def test_killed_again_and_again(database_url: str) -> None:
    steps = random.Random(12345)
    for _ in range(6):
        platform = play(database_url, [steps.randint(1, 12) for _ in range(4)])
        platform.seen = list(
            dict.fromkeys(platform.seen)
        )  # a reply may be sent again where no process lived to be asked
        verify_crossing(platform)
        assert platform.died >= 1


@pytest.mark.parametrize("at", [2, 3, 4, 5])
def test_down_until_the_platform_gives_up(database_url: str, at: int) -> None:
    """What was stored before the service went down is sent when it is up again, although no callback comes any more."""
    platform = play(database_url, [at], starting=DOWN)
    verify_crossing(platform)
    assert "m1/0" in platform.sent
