"""What accepted work is done first; what came before, or comes from a gateway of the version before, is normal."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("job", sa.Column("priority", sa.Integer(), nullable=False, server_default="1"))
    op.create_index("job_by_turn", "job", ["state", "priority", "due_at", "number"])
