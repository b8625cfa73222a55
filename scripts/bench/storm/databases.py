"""A PostgreSQL database of one's own, for the time of a measurement."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from sqlalchemy import make_url


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
