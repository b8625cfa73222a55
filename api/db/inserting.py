"""An INSERT that can skip what is there already: each database has its own, with the same methods."""

from typing import TypeAlias

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from api.db.base import Base

SkippingInsert: TypeAlias = postgresql.Insert | sqlite.Insert


def insert_into(session: AsyncSession, table: type[Base] | Table) -> SkippingInsert:
    """Return the INSERT of the session's database; it has ``on_conflict_do_nothing``."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return insert(table)
