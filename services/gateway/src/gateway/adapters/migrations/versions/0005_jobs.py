"""Accepted work."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("operation_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease", sa.String()),
        sa.Column("leased_until", sa.DateTime(timezone=True)),
        sa.Column("check_id", sa.String()),
        sa.Column("failure_reason", sa.String()),
        sa.Column("failure_detail", sa.String()),
        sa.Column("document", sa.JSON()),
        sa.Index("job_by_due", "state", "due_at"),
        sa.Index("job_by_operation", "tenant", "operation_id"),
        sa.Index("job_by_document", "tenant", "document_id", "number"),
    )
