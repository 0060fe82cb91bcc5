"""The newest claim of a tenant at once."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("claim_by_number", "claim", ["tenant", "row_id"])
