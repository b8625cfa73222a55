"""call sayings: what a caller is in the middle of saying"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "call_sayings",
        sa.Column("call_id", sa.String(length=64), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_call_sayings_call_id")),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_call_sayings")),
    )


def downgrade() -> None:
    op.drop_table("call_sayings")
