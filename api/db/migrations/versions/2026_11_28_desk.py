"""desk: calls, suggestions, what operators did with answers, reports on entries, notes, presence; transfers and ratings"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "presences",
        sa.Column("username", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("comment", sa.String(length=100), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("username", name=op.f("pk_presences")),
    )
    op.create_table(
        "answer_uses",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("call_id", sa.String(length=64), nullable=True),
        sa.Column("turn_id", sa.String(length=64), nullable=True),
        sa.Column("draft_id", sa.String(length=64), nullable=True),
        sa.Column("entry_ids", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("username", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_answer_uses_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_uses")),
    )
    op.create_index(op.f("ix_answer_uses_call_id"), "answer_uses", ["call_id"], unique=False)
    op.create_index(op.f("ix_answer_uses_conversation_id"), "answer_uses", ["conversation_id"], unique=False)
    op.create_index(op.f("ix_answer_uses_turn_id"), "answer_uses", ["turn_id"], unique=False)
    op.create_index(op.f("ix_answer_uses_username"), "answer_uses", ["username"], unique=False)
    op.create_table(
        "calls",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("external_id", sa.String(length=128), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("spoken_of", sa.String(length=64), nullable=True),
        sa.Column("caller", sa.String(), nullable=False),
        sa.Column("caller_masked", sa.String(length=40), nullable=False),
        sa.Column("operator", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=20), nullable=False),
        sa.Column("alive_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_calls_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_calls_source_external_id")),
    )
    op.create_index(op.f("ix_calls_conversation_id"), "calls", ["conversation_id"], unique=False)
    op.create_index(op.f("ix_calls_operator"), "calls", ["operator"], unique=False)
    op.create_index("ix_calls_state", "calls", ["state", "started_at"], unique=False)
    op.create_table(
        "conversation_notes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_conversation_notes_conversation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_notes")),
    )
    op.create_index(
        op.f("ix_conversation_notes_conversation_id"), "conversation_notes", ["conversation_id"], unique=False
    )
    op.create_table(
        "entry_reports",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("entry_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=80), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("proposed", sa.String(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("reported_by", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_entry_reports_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_reports")),
    )
    op.create_index(op.f("ix_entry_reports_entry_id"), "entry_reports", ["entry_id"], unique=False)
    op.create_index("ix_entry_reports_state", "entry_reports", ["state", "created_at"], unique=False)
    op.create_table(
        "drafted_answers",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("reply", sa.JSON(), nullable=False),
        sa.Column("provenance", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_drafted_answers_conversation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafted_answers")),
        sa.UniqueConstraint("conversation_id", "key", name=op.f("uq_drafted_answers_conversation_id_key")),
    )
    op.create_table(
        "call_pieces",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("call_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("speaker", sa.String(length=12), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("turn_id", sa.String(length=64), nullable=True),
        sa.Column("step", sa.JSON(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_call_pieces_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_pieces")),
        sa.UniqueConstraint("call_id", "key", name=op.f("uq_call_pieces_call_id_key")),
    )
    op.add_column("person_requests", sa.Column("department", sa.String(length=80), server_default="", nullable=False))
    op.add_column("person_requests", sa.Column("wanted", sa.String(length=80), server_default="", nullable=False))
    op.add_column("person_requests", sa.Column("approving", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("person_requests", sa.Column("rating", sa.Integer(), nullable=True))
    op.add_column(
        "person_requests", sa.Column("rating_words", sa.String(length=500), server_default="", nullable=False)
    )
    op.add_column("person_requests", sa.Column("rated_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("conversation_messages", sa.Column("key", sa.String(length=64), nullable=True))
    op.create_index(
        "ix_conversation_messages_key", "conversation_messages", ["conversation_id", "author", "key"], unique=True
    )


def downgrade() -> None:
    op.drop_index("ix_conversation_messages_key", "conversation_messages")
    op.drop_column("conversation_messages", "key")
    for column in ("rated_at", "rating_words", "rating", "approving", "wanted", "department"):
        op.drop_column("person_requests", column)
    for table in (
        "call_pieces",
        "calls",
        "drafted_answers",
        "answer_uses",
        "entry_reports",
        "conversation_notes",
        "presences",
    ):
        op.drop_table(table)
