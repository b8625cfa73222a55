"""PostgreSQL tells who listens that the change log has grown"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION change_log_notice() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN PERFORM pg_notify('yihaoda_changes', ''); RETURN NULL; END $$"
        )
        op.execute(
            "CREATE TRIGGER change_log_notice AFTER INSERT ON change_log "
            "FOR EACH STATEMENT EXECUTE FUNCTION change_log_notice()"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER change_log_notice ON change_log")
        op.execute("DROP FUNCTION change_log_notice()")
