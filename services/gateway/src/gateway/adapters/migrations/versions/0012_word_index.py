"""Words of new claims go straight into PostgreSQL's index: a list of pending ones is read through by every search."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER INDEX claim_words_by_word SET (fastupdate = off)")
        op.execute("SELECT gin_clean_pending_list('claim_words_by_word')")
