"""what a curator answers for, the audit log, who does a chore"""

import sqlalchemy as sa
from alembic import op

from api.db.schema import immutability_triggers

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("departments", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("regions", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "audit_log",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_log")),
    )
    for column in ("actor", "action", "subject"):
        op.create_index(op.f(f"ix_audit_log_{column}"), "audit_log", [column])
    op.create_table(
        "chores",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("held_by", sa.String(length=64), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_chores")),
    )
    for statement in immutability_triggers(op.get_bind().dialect.name, "audit_log"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("chores")
    op.drop_table("audit_log")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_log_immutable()")
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.drop_column("regions")
        batch_op.drop_column("departments")
