"""The storm on a database of its own: made on a PostgreSQL server and dropped, or a SQLite file."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from api.replica.loading import load_encoder
from api.settings import Settings
from knowledge.embedding.hashed import HashedEncoder
from scripts.bench import machine
from scripts.bench.storm.plan import Plan
from scripts.bench.storm.replica import DIMENSION
from scripts.bench.storm.run import measure_storm


def measure_storm_on(server: str, plan: Plan, *, model: bool = False) -> dict[str, Any]:
    """Let the storm blow on a PostgreSQL server, or over a SQLite file where none is named."""
    encoder = load_encoder(Settings()) if model else HashedEncoder(DIMENSION)
    described = machine.describe()
    with tempfile.TemporaryDirectory(prefix="yihaoda-storm-") as name:
        folder = Path(name)
        own: AbstractContextManager[str] = (
            own_database(server) if server else nullcontext(f"sqlite:///{folder / 'storm.db'}")
        )
        with own as address:
            return {"machine": described} | measure_storm(address, folder, plan, encoder, model=model)


@contextmanager
def own_database(server: str) -> Iterator[str]:
    """Create a database of an own name, yield its address, drop it."""
    address = make_url(server).set(drivername="postgresql")
    name = f"yihaoda_storm_{secrets.token_hex(4)}"
    _run(address.render_as_string(hide_password=False), sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield address.set(database=name).render_as_string(hide_password=False)
    finally:
        drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        _run(address.render_as_string(hide_password=False), drop)


def _run(url: str, statement: sql.Composed) -> None:
    with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
        connection.execute(statement)
