"""Databases that live for one test."""

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from api.db.schema import METADATA
from tests.conftest import missing

SERVER = os.environ.get("YIHAODA_TEST_DATABASE_URL", "postgresql://root@127.0.0.1:5432/test")


@contextmanager
def postgres_database() -> Iterator[str]:
    """Create a PostgreSQL database of an own name and drop it at the end; yield its URL."""
    name = f"yihaoda_test_{secrets.token_hex(8)}"
    _run(SERVER, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    finally:
        _run(SERVER, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def empty_tables(url: str) -> None:
    """Forget every record but the regions, and count from 1 again.

    Deleting the few rows there are takes a tenth of the time of truncating every table. The triggers that keep records
    from being deleted are off meanwhile, which only a superuser may do; anybody else truncates.
    """
    names = [name for name in METADATA.tables if name != "regions"]
    with psycopg.connect(url, autocommit=True, connect_timeout=5, options="-c lock_timeout=10s") as connection:
        if connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() != (True,):
            connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY").format(_listed(names)))
            return
        filled = [row[0] for row in connection.execute(_filled_among(names))]
        with connection.transaction():
            connection.execute("SET LOCAL session_replication_role = replica")
            for name in filled:
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
            connection.execute("SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence")


def _filled_among(names: Sequence[str]) -> sql.Composed:
    """Return the query for the names of the tables that hold anything."""
    one = sql.SQL("(SELECT {} FROM {} LIMIT 1)")
    return sql.SQL(" UNION ALL ").join(one.format(sql.Literal(name), sql.Identifier(name)) for name in names)


def _listed(names: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in names)


def _run(url: str, statement: sql.Composed) -> None:
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=5, options="-c lock_timeout=10s") as connection:
            connection.execute(statement)
    except psycopg.OperationalError as error:
        missing(f"no PostgreSQL at {SERVER}: {error}")
