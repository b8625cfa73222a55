"""Databases that live for one test."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from tests.conftest import missing

SERVER = os.environ.get("YIHAODA_TEST_DATABASE_URL", "postgresql://root@127.0.0.1:5432/test")


@contextmanager
def postgres_database(template: str = "template1") -> Iterator[str]:
    """Create a PostgreSQL database of an own name, copied from ``template``, and drop it at the end; yield its URL."""
    name = f"yihaoda_test_{secrets.token_hex(8)}"
    _run("CREATE DATABASE {} TEMPLATE {}", name, template)
    try:
        yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    finally:
        _run("DROP DATABASE {} WITH (FORCE)", name)


def database_name(url: str) -> str:
    return make_url(url).database or ""


def _run(statement: str, *names: str) -> None:
    try:
        with psycopg.connect(SERVER, autocommit=True, connect_timeout=5) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
    except psycopg.OperationalError as error:
        missing(f"no PostgreSQL at {SERVER}: {error}")
