"""API keys, what they may and did use, the audit log, and which key a job and a clash came with."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_keys()
    _create_usage()
    _create_audit()
    op.add_column("job", sa.Column("key_id", sa.String(), nullable=True))
    op.add_column("clash", sa.Column("key_id", sa.String(), nullable=True))
    op.create_index("document_by_stored_at", "document", ["stored_at"])


def _create_keys() -> None:
    op.create_table(
        "api_key",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True)),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.Column("limits", sa.JSON(), nullable=False),
        sa.Index("api_key_by_tenant", "tenant", "created_at"),
    )
    op.create_table(
        "api_key_secret",
        sa.Column("prefix", sa.String(), primary_key=True),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True)),
        sa.Index("api_key_secret_by_key", "key_id"),
        sa.Index("api_key_secret_by_digest", "sha256"),
    )


def _create_usage() -> None:
    op.create_table(
        "key_rate",
        sa.Column("key_id", sa.String(), primary_key=True),
        sa.Column("free_at", sa.Float(), nullable=False),
    )
    op.create_table(
        "key_usage",
        sa.Column("key_id", sa.String(), primary_key=True),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("checks", _COUNTER, nullable=False),
        sa.Column("documents", _COUNTER, nullable=False),
        sa.Column("characters", _COUNTER, nullable=False),
    )
    op.create_table(
        "key_threshold",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("key_id", sa.String(), primary_key=True),
        sa.Column("clash", sa.Float()),
        sa.Column("unsure", sa.Float()),
    )


def _create_audit() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("number", _COUNTER, primary_key=True),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_key_id", sa.String(), nullable=False),
        sa.Column("actor_name", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Index("audit_entry_by_number", "tenant", "number"),
        sqlite_autoincrement=True,
    )
    refusal = "the audit log is only added to"
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_entry_no_{change.lower()} BEFORE {change} ON audit_entry "
                f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_entry_only_grows BEFORE UPDATE OR DELETE ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()"
    )
