"""What the records say: the true place of a citizen at the moment it is told, and every message at the end."""

import asyncio
import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx2

from scripts.bench.desk.ledger import Citizen, Ledger

_EVERY_SECONDS = 0.25
_PLACE = """
SELECT COUNT(*) FROM person_requests AS other, person_requests AS own
WHERE own.conversation_id = ? AND own.state = 'waiting' AND other.state = 'waiting'
AND (other.department = '' AND other.wanted = '', other.created_at, other.id)
 <= (own.department = '' AND own.wanted = '', own.created_at, own.id)
"""
_MESSAGES = "SELECT text FROM conversation_messages WHERE conversation_id = ? AND author_kind = 'person' ORDER BY id"
_TURNS = "SELECT question FROM turns WHERE conversation_id = ? ORDER BY ordinal"


@dataclass(slots=True)
class Places:
    """How often a place was asked for, and how often it was not between the true ones before and after."""

    checked: int = 0
    wrong: int = 0
    most: int = 0


async def check_places(http: httpx2.AsyncClient, database: Path, citizens: Sequence[Citizen], places: Places) -> None:
    """Ask for the place of somebody who waits, again and again, until cancelled."""
    chance = random.Random(7)  # a sample, not a secret
    with closing(sqlite3.connect(database, timeout=10)) as connection:
        while True:
            await asyncio.sleep(_EVERY_SECONDS)
            waiting = [one for one in citizens if one.conversation_id]
            if waiting:
                await _check(http, connection, chance.choice(waiting), places)


async def _check(http: httpx2.AsyncClient, connection: sqlite3.Connection, one: Citizen, places: Places) -> None:
    before = _place(connection, one)
    response = await http.get(
        f"/api/chat/{one.conversation_id}/waiting", headers={"x-visitor-token": one.token}, timeout=60
    )
    after, told = _place(connection, one), response.raise_for_status().json()["position"]
    places.checked += 1
    places.most = max(places.most, told)
    places.wrong += not min(before, after) <= told <= max(before, after)


def _place(connection: sqlite3.Connection, one: Citizen) -> int:
    return int(connection.execute(_PLACE, (one.conversation_id,)).fetchone()[0])


def unlike_records(database: Path, citizens: Sequence[Citizen], ledger: Ledger) -> int:
    """Return in how many conversations the records have other words than were said in them, on either side."""
    with closing(sqlite3.connect(database)) as connection:
        return sum(not _as_said(connection, one, ledger) for one in citizens)


def _as_said(connection: sqlite3.Connection, one: Citizen, ledger: Ledger) -> bool:
    told = [row[0] for row in connection.execute(_MESSAGES, (one.conversation_id,))]
    asked = [row[0] for row in connection.execute(_TURNS, (one.conversation_id,))]
    return sorted(told) == sorted(ledger.told[one.conversation_id]) and asked[1:] == one.wrote
