"""Alembic's entry: migrate the database whose connection or address it is given."""

from alembic import context
from sqlalchemy import Connection, create_engine, make_url

from api.db.engine import normalise_url
from api.db.schema import METADATA
from api.settings import Settings


def _migrate(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


def _run() -> None:
    given = context.config.attributes.get("connection")
    if given is not None:
        _migrate(given)
        return
    address = make_url(
        normalise_url(context.config.get_main_option("sqlalchemy.url") or Settings().resolved_database_url)
    )
    with create_engine(address.set(drivername=address.drivername.replace("+aiosqlite", ""))).begin() as connection:
        _migrate(connection)


_run()
