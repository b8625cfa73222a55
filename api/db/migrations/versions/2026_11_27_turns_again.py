"""turns: what has to be known to answer a stored question again"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("turns", sa.Column("region_code", sa.String(length=12), nullable=True))
    op.add_column("turns", sa.Column("asked_on", sa.Date(), nullable=True))


def downgrade() -> None:
    for column in ("asked_on", "region_code"):
        op.drop_column("turns", column)
