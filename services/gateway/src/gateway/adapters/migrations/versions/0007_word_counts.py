"""How often a word occurs in stored claims (SQLite; PostgreSQL keeps statistics of its own)."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE claim_word_counts USING fts5vocab(claim_words, 'row')")
