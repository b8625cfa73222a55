"""Every table in one place, for migrations, and the triggers that keep records from being changed."""

from api.accounts import tables as accounts
from api.assist import tables as assist
from api.audit import tables as audit
from api.chores import tables as chores
from api.conversations import tables as conversations
from api.curation import tables as curation
from api.db.base import Base
from api.dictionary import tables as dictionary
from api.handover import tables as handover
from api.hotline import tables as hotline
from api.identities import tables as identities
from api.imports import tables as imports
from api.inbox import tables as inbox
from api.outbox import tables as outbox
from api.platforms import tables as platforms
from api.presence import tables as presence
from api.privacy import tables as privacy
from api.records import tables as records
from api.reports import tables as reports
from api.setup import tables as setup
from api.sso import tables as sso
from api.switches import tables as switches
from api.watches import tables as watches

__all__ = [
    "IMMUTABLE_TABLES",
    "METADATA",
    "accounts",
    "assist",
    "chores",
    "handover",
    "hotline",
    "identities",
    "immutability_triggers",
    "imports",
    "inbox",
    "outbox",
    "platforms",
    "presence",
    "privacy",
    "reports",
    "setup",
    "sso",
    "switches",
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


_ORDERED = (
    "EXISTS (SELECT 1 FROM erasures JOIN turns ON turns.conversation_id = erasures.conversation_id "
    "WHERE turns.id = OLD.turn_id)"
)


def erasable_triggers(dialect: str) -> list[str]:
    """Return the statements that guard answer records: never changed, and deleted only where an erasure was ordered."""
    table = "answer_records"
    if dialect == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is immutable'); END"
        return [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN NOT {_ORDERED} {refuse}",
        ]
    return [
        f"CREATE FUNCTION {table}_immutable() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' AND {_ORDERED} THEN RETURN OLD; END IF; "
        f"RAISE EXCEPTION '{table} is immutable'; END $$",
        f"CREATE TRIGGER {table}_immutable BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_immutable()",
    ]
