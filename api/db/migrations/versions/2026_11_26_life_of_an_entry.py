"""the catalogue of entries, its text search, and the work on them"""

import sqlalchemy as sa
from alembic import op

from api.db.schema import immutability_triggers

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TABLES = ("notices", "attachments", "autosaves", "schedules", "approvals", "entry_events", "catalogue")

# What is there already: published entries have nothing left to do, drafts are drafts. Their words are cut later.
_FILL = """
INSERT INTO catalogue (entry_id, kind, state, stage, title, document_number, department, region_code, field_name, revision,
    published_revision, successor_id, effective_from, expires_on, repealed_on, assignee, authors, updated_at, updated_by,
    words)
SELECT e.id, e.kind, e.state,
    CASE WHEN e.state = 'draft' OR e.latest_revision > e.published_revision THEN 'draft' ELSE 'none' END,
    l.title, l.document_number, l.department, l.region_code, COALESCE(l.details ->> 'field_name', ''), e.latest_revision,
    e.published_revision, e.successor_id, p.effective_from, p.expires_on, p.repealed_on, '',
    CASE WHEN e.state = 'draft' OR e.latest_revision > e.published_revision THEN {authors} ELSE '[]' END,
    e.updated_at, l.author, ''
FROM entries e
JOIN revisions l ON l.entry_id = e.id AND l.number = e.latest_revision
JOIN revisions p ON p.entry_id = e.id AND p.number = COALESCE(e.published_revision, e.latest_revision)
ORDER BY e.created_at, e.id
"""
_SQLITE_SEARCH = (
    "CREATE VIRTUAL TABLE catalogue_words USING fts5(words, content='catalogue', content_rowid='number')",
    "CREATE TRIGGER catalogue_words_insert AFTER INSERT ON catalogue BEGIN "
    "INSERT INTO catalogue_words(rowid, words) VALUES (new.number, new.words); END",
    "CREATE TRIGGER catalogue_words_update AFTER UPDATE OF words ON catalogue BEGIN "
    "INSERT INTO catalogue_words(catalogue_words, rowid, words) VALUES ('delete', old.number, old.words); "
    "INSERT INTO catalogue_words(rowid, words) VALUES (new.number, new.words); END",
    "CREATE TRIGGER catalogue_words_delete AFTER DELETE ON catalogue BEGIN "
    "INSERT INTO catalogue_words(catalogue_words, rowid, words) VALUES ('delete', old.number, old.words); END",
)
_POSTGRES_SEARCH = ("CREATE INDEX catalogue_words ON catalogue USING gin (to_tsvector('simple', words))",)


def upgrade() -> None:
    _catalogue()
    _work()
    _belongings()
    postgres = op.get_bind().dialect.name == "postgresql"
    for statement in _POSTGRES_SEARCH if postgres else _SQLITE_SEARCH:
        op.execute(statement)
    op.execute(_FILL.format(authors="json_build_array(l.author)" if postgres else "json_array(l.author)"))
    for statement in immutability_triggers(op.get_bind().dialect.name, "entry_events"):
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        op.execute("DROP TABLE catalogue_words")
    for table in _TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION entry_events_immutable()")


def _entry(table: str) -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    return (
        sa.Column("entry_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f(f"fk_{table}_entry_id")),
    )


def _catalogue() -> None:
    op.create_table(
        "catalogue",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        *_entry("catalogue"),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("document_number", sa.String(length=500), nullable=False),
        sa.Column("department", sa.String(length=500), nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("field_name", sa.String(length=500), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("published_revision", sa.Integer(), nullable=True),
        sa.Column("successor_id", sa.String(length=64), nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("repealed_on", sa.Date(), nullable=True),
        sa.Column("review_due_on", sa.Date(), nullable=True),
        sa.Column("scheduled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("assignee", sa.String(length=80), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=80), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_catalogue")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_catalogue_entry_id")),
    )
    for column in ("department", "review_due_on", "assignee"):
        op.create_index(op.f(f"ix_catalogue_{column}"), "catalogue", [column])
    op.create_index("ix_catalogue_updated_at", "catalogue", ["updated_at", "number"])


def _work() -> None:
    op.create_table(
        "entry_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        *_entry("entry_events"),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_events")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_entry_events_entry_id", "entry_events", ["entry_id"])
    op.create_table(
        "approvals",
        *_entry("approvals"),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("approved_by", sa.String(length=80), nullable=False),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "revision", name=op.f("pk_approvals")),
    )
    op.create_table(
        "schedules",
        sa.Column("id", sa.String(length=40), nullable=False),
        *_entry("schedules"),
        sa.Column("action", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("successor_id", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedules")),
    )
    op.create_index(op.f("ix_schedules_entry_id"), "schedules", ["entry_id"])
    op.create_index("ix_schedules_outcome_at", "schedules", ["outcome", "at"])


def _belongings() -> None:
    op.create_table(
        "autosaves",
        sa.Column("username", sa.String(length=80), nullable=False),
        sa.Column("entry_id", sa.String(length=80), nullable=False),
        sa.Column("base_revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("username", "entry_id", name=op.f("pk_autosaves")),
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.String(length=40), nullable=False),
        *_entry("attachments"),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    for column in ("entry_id", "sha256"):
        op.create_index(op.f(f"ix_attachments_{column}"), "attachments", [column])
    op.create_table(
        "notices",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=80), nullable=False),
        *_entry("notices"),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("person", "entry_id", "kind", "key", name=op.f("uq_notices_person_entry_id_kind_key")),
    )
    op.create_index(op.f("ix_notices_person"), "notices", ["person"])
