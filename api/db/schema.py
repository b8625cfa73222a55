"""Every table in one place, for migrations, and the triggers that keep records from being changed."""

from api.accounts import tables as accounts
from api.audit import tables as audit
from api.chores import tables as chores
from api.conversations import tables as conversations
from api.curation import tables as curation
from api.db.base import Base
from api.dictionary import tables as dictionary
from api.imports import tables as imports
from api.records import tables as records
from api.setup import tables as setup
from api.sso import tables as sso
from api.watches import tables as watches

__all__ = [
    "IMMUTABLE_TABLES",
    "METADATA",
    "accounts",
    "chores",
    "immutability_triggers",
    "imports",
    "setup",
    "sso",
    "watches",
]

METADATA = Base.metadata
IMMUTABLE_TABLES = (
    *records.IMMUTABLE_TABLES,
    *conversations.IMMUTABLE_TABLES,
    *audit.IMMUTABLE_TABLES,
    *curation.IMMUTABLE_TABLES,
    *dictionary.IMMUTABLE_TABLES,
)


def immutability_triggers(dialect: str, table: str) -> list[str]:
    """Return the statements that make ``table`` refuse UPDATE and DELETE."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is immutable'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        f"CREATE FUNCTION {table}_immutable() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is immutable'; END $$",
        f"CREATE TRIGGER {table}_immutable BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_immutable()",
    ]
