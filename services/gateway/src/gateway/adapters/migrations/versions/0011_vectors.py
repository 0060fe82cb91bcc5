"""Vectors of archived claims, keys of copies, and the traces by which copies of documents are found.

On PostgreSQL the table of vectors needs pgvector, which may come later: `database.migrate` makes it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("claim", sa.Column("embedded_by", sa.String()))
    op.add_column("claim", sa.Column("copy_key", sa.String()))
    op.create_index("claim_by_embedder", "claim", ["embedded_by"])
    op.create_index("claim_by_copy_key", "claim", ["tenant", "copy_key"])
    op.create_table(
        "document_trace",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("trace", sa.BigInteger(), primary_key=True),
        sa.Column("document_id", sa.String(), primary_key=True),
        sa.Index("document_trace_by_document", "tenant", "document_id"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TABLE claim_vector (number INTEGER PRIMARY KEY AUTOINCREMENT, tenant TEXT NOT NULL, "
            "model TEXT NOT NULL, row_id INTEGER NOT NULL, embedding BLOB)"
        )
        op.execute("CREATE INDEX claim_vector_by_row ON claim_vector (row_id)")
        op.execute("CREATE INDEX claim_vector_by_tenant ON claim_vector (tenant, model)")
