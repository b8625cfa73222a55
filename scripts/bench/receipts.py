"""How many messages a second the inbox stores, beside a bare loop of transactions with one INSERT each.

``python -m scripts.bench.receipts`` prints one JSON document. Both write into the same kind of database, in turns, so that
whatever else the machine does falls on both; senders come ``--at-once`` together, as callbacks of a platform do.
"""

import asyncio
import json
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Annotated, Any

import typer

from api.channels.port import Incoming, IncomingKind
from api.db.engine import Database
from api.db.migrate import migrated
from api.inbox.receipts import Receipts
from knowledge.clock import new_id, utc_now
from scripts.bench.command import run_command
from scripts.bench.machine import describe

_INSERT = (
    "INSERT OR IGNORE INTO incoming_messages (channel, key, sender, kind, content, sent_at, received_at, state, attempts,"
    " held_by, held_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def _message(number: int) -> Incoming:
    key = f"{number:020d}"
    return Incoming(
        "wechat", key, f"openid-{number % 5000}", utc_now(), IncomingKind.TEXT, "高龄津贴怎么领？要带什么材料？"
    )


async def _inbox(database: Database, messages: list[Incoming], at_once: int) -> float:
    """Store the messages, ``at_once`` senders at a time; return the seconds."""
    receipts = Receipts(database, utc_now, new_id())
    waiting = iter(messages)

    async def send() -> None:
        for message in waiting:
            await receipts.add(message)

    started = perf_counter()
    await asyncio.gather(*(send() for _ in range(at_once)))
    return perf_counter() - started


def _bare(path: Path, messages: list[Incoming]) -> float:
    """Store the messages one by one, each in a transaction of its own; return the seconds."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous=NORMAL")
    started = perf_counter()
    for each in messages:
        content, now = json.dumps({"text": each.text, "media_id": "", "details": {}}), utc_now().isoformat(" ")
        row = (each.channel, each.key, each.sender, each.kind, content, now, now, "received", 0, "bare", now)
        connection.execute(_INSERT, row)
    seconds = perf_counter() - started
    connection.close()
    return seconds


async def _measure(messages: int, at_once: int, rounds: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "yihaoda.db"
        async with migrated(f"sqlite:///{path}") as database:
            own, bare = [], []
            for number in range(rounds):
                batch = [_message(number * messages + each) for each in range(messages)]
                own.append(messages / await _inbox(database, batch, at_once))
                bare.append(messages / _bare(path, [replace(each, key=f"bare-{each.key}") for each in batch]))
    return {
        "machine": describe(),
        "messages": messages * rounds,
        "at_once": at_once,
        "inbox_per_second": round(median(own)),
        "bare_per_second": round(median(bare)),
        "ratio": round(median(each / other for each, other in zip(own, bare, strict=True)), 3),
    }


def main(
    messages: Annotated[int, typer.Option(help="messages a round")] = 2000,
    at_once: Annotated[int, typer.Option(help="senders at a time")] = 64,
    rounds: int = 5,
) -> None:
    """Measure, and print one JSON document."""
    typer.echo(json.dumps(asyncio.run(_measure(messages, at_once, rounds)), indent=2))


if __name__ == "__main__":
    run_command(main)
