"""Documents, claims with their word index, clashes with sides and history, checks, outcomes to deliver."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("source", sa.String()),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
    )
    _create_claims()
    _create_clashes()
    op.create_table(
        "stored_check",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
    )
    op.create_table(
        "stored_check_document",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("check_id", sa.String(), primary_key=True),
        sa.Column("document_id", sa.String(), primary_key=True),
        sa.Index("check_by_document", "tenant", "document_id"),
    )
    op.create_table(
        "outcome_to_deliver",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
    )


def _create_claims() -> None:
    op.create_table(
        "claim",
        sa.Column("row_id", sa.Integer(), primary_key=True),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.UniqueConstraint("tenant", "document_id", "id"),
        sa.Index("claim_by_id", "tenant", "id"),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE claim_words USING fts5(words, tokenize='unicode61 remove_diacritics 2')")
    else:
        op.execute("CREATE TABLE claim_words (row_id integer PRIMARY KEY, words tsvector NOT NULL)")
        op.execute("CREATE INDEX claim_words_by_word ON claim_words USING gin (words)")


def _create_clashes() -> None:
    op.create_table(
        "clash",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("severity", sa.Float(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Index("clash_by_time", "tenant", "opened_at", "id"),
        sa.Index("clash_by_fingerprint", "tenant", "fingerprint"),
    )
    op.create_table(
        "clash_side",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("clash_id", sa.String(), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("publisher", sa.String()),
        sa.Column("publisher_id", sa.String()),
        sa.Column("speaker", sa.String(), nullable=False),
        sa.Column("speaker_id", sa.String()),
        sa.Index("clash_side_by_claim", "tenant", "claim_id"),
        sa.Index("clash_side_by_document", "tenant", "document_id"),
        sa.Index("clash_side_by_publisher", "tenant", "publisher"),
        sa.Index("clash_side_by_speaker", "tenant", "speaker"),
    )
    op.create_table(
        "clash_history",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("clash_id", sa.String(), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("content", sa.JSON(), nullable=False),
    )
