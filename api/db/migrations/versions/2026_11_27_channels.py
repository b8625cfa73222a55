"""channels: inbox, outbox, identities; visitors and modes of conversations; questions for a person; erasures"""

import sqlalchemy as sa
from alembic import op

from api.db.schema import erasable_triggers, immutability_triggers

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    op.create_table(
        "channel_identities",
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("external_id", sa.String(length=128), nullable=False),
        sa.Column("visitor_id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=True),
        sa.Column("subscribed", sa.Boolean(), nullable=False),
        sa.Column("quota_left", sa.Integer(), nullable=False),
        sa.Column("window_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "external_id", name=op.f("pk_channel_identities")),
    )
    op.create_index(op.f("ix_channel_identities_visitor_id"), "channel_identities", ["visitor_id"])
    op.create_table(
        "channel_switches",
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("notice", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_channel_switches")),
    )
    op.create_table(
        "erasures",
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("ordered_by", sa.String(length=80), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_erasures")),
    )
    op.create_table(
        "incoming_messages",
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("sender", sa.String(length=128), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("held_by", sa.String(length=64), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("turn_id", sa.String(length=64), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("channel", "key", name=op.f("pk_incoming_messages")),
    )
    op.create_index("ix_incoming_messages_sender", "incoming_messages", ["channel", "sender"])
    op.create_index("ix_incoming_messages_state", "incoming_messages", ["state", "held_until"])
    op.create_table(
        "outgoing_messages",
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("recipient", sa.String(length=128), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_by", sa.String(length=64), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_outgoing_messages")),
        sa.UniqueConstraint("key", name=op.f("uq_outgoing_messages_key")),
    )
    op.create_index("ix_outgoing_messages_conversation", "outgoing_messages", ["conversation_id", "sequence"])
    op.create_index("ix_outgoing_messages_due", "outgoing_messages", ["state", "due_at"])
    op.create_index("ix_outgoing_messages_recipient", "outgoing_messages", ["channel", "recipient", "sequence"])
    op.create_table(
        "platform_cursors",
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("cursor", sa.String(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_platform_cursors")),
    )
    op.create_table(
        "platform_tokens",
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_by", sa.String(length=64), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_platform_tokens")),
    )
    op.create_table(
        "conversation_messages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("author_kind", sa.String(length=12), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("turn_id", sa.String(length=64), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_conversation_messages_conversation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_messages")),
    )
    op.create_index(op.f("ix_conversation_messages_conversation_id"), "conversation_messages", ["conversation_id"])
    op.create_table(
        "person_requests",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("turn_id", sa.String(length=64), nullable=True),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.String(length=80), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("close_reason", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_person_requests_conversation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_requests")),
    )
    op.create_index(op.f("ix_person_requests_conversation_id"), "person_requests", ["conversation_id"])
    op.create_index(op.f("ix_person_requests_state"), "person_requests", ["state"])
    op.add_column("conversations", sa.Column("visitor_id", sa.String(length=64), nullable=True))
    op.add_column("conversations", sa.Column("mode", sa.String(length=10), server_default="bot", nullable=False))
    op.add_column("conversations", sa.Column("person", sa.String(length=80), nullable=True))
    op.create_index(op.f("ix_conversations_visitor_id"), "conversations", ["visitor_id"])
    # No table is made anew: others point at these, and SQLite would have to drop them for it.
    op.add_column("turns", sa.Column("key", sa.String(length=160), nullable=True))
    op.add_column("turns", sa.Column("held_until", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_turns_key", "turns", ["key"], unique=True)
    _drop_guards()
    for statement in erasable_triggers(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    _drop_guards()
    for statement in immutability_triggers(op.get_bind().dialect.name, "answer_records"):
        op.execute(statement)
    op.drop_index("ix_turns_key", "turns")
    for column in ("held_until", "key"):
        op.drop_column("turns", column)
    op.drop_index(op.f("ix_conversations_visitor_id"), "conversations")
    for column in ("person", "mode", "visitor_id"):
        op.drop_column("conversations", column)
    for table in (
        "person_requests", "conversation_messages", "platform_tokens", "platform_cursors", "outgoing_messages",
        "incoming_messages", "erasures", "channel_switches", "channel_identities", "announcements",
    ):  # fmt: skip
        op.drop_table(table)


def _drop_guards() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER answer_records_immutable ON answer_records")
        op.execute("DROP FUNCTION answer_records_immutable()")
        return
    for verb in ("update", "delete"):
        op.execute(f"DROP TRIGGER answer_records_no_{verb}")
