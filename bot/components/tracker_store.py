"""Conversations in SQLite, safe against a killed process and quick enough for one write a turn."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool

PRAGMAS = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL", "PRAGMA busy_timeout=5000")


class WriteAheadTrackerStore(SQLTrackerStore):
    """Rasa's SQL store with write-ahead logging and a pooled connection.

    Rasa opens and closes SQLite at every save; closing the last connection forces a checkpoint with its
    disk synchronisation. Keeping the connection open avoids that.
    """

    def __init__(self, db: str, **options: object) -> None:
        Path(db).parent.mkdir(parents=True, exist_ok=True)
        super().__init__(dialect="sqlite", db=db, **options)
        url = self.engine.url
        self.engine.dispose()
        self.engine = sa.create_engine(url, poolclass=QueuePool, connect_args={"check_same_thread": False})
        sa.event.listen(self.engine, "connect", _set_pragmas)
        self.sessionmaker = sessionmaker(bind=self.engine)


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()
