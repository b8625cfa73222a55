"""the dictionary's versions and the trials of changes to it"""

import sqlalchemy as sa
from alembic import op

from api.db.schema import immutability_triggers

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dictionary_versions",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_dictionary_versions")),
    )
    op.create_table(
        "dictionary_effects",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dictionary_effects")),
    )
    for statement in immutability_triggers(op.get_bind().dialect.name, "dictionary_versions"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("dictionary_effects")
    op.drop_table("dictionary_versions")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION dictionary_versions_immutable()")
