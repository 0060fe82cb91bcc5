"""Receivers of events and what was delivered to them; the id under which a request is worked on."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("saved_request", sa.Column("work_id", sa.String()))
    op.create_table(
        "webhook",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("event_types", sa.JSON(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("disabled_reason", sa.String()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("quiet_until", MOMENT),
        sa.Column("secrets", sa.JSON(), nullable=False),
    )
    op.create_table(
        "webhook_delivery",
        sa.Column("number", COUNTER, primary_key=True),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("webhook_id", sa.String(), nullable=False),
        sa.Column("event_number", COUNTER),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease", sa.String()),
        sa.Column("leased_until", MOMENT),
        sa.Column("log", sa.JSON(), nullable=False),
        sa.UniqueConstraint("tenant", "webhook_id", "event_number"),
        sa.Index("delivery_by_due", "state", "due_at"),
        sa.Index("delivery_by_webhook", "tenant", "webhook_id", "number"),
        sa.Index("delivery_by_event", "tenant", "event_number"),
        sqlite_autoincrement=True,
    )
