"""What stored claims are filtered by, as columns."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_COLUMNS = ("stance", "evidence_kind", "speaker", "source")


def upgrade() -> None:
    for name in _COLUMNS:
        op.add_column("claim", sa.Column(name, sa.String()))
    op.add_column("claim", sa.Column("published_at", sa.DateTime(timezone=True)))
    op.create_index("claim_by_speaker", "claim", ["tenant", "speaker"])
    op.create_index("claim_by_source", "claim", ["tenant", "source"])
    _fill_in()


def _fill_in() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    speaker = "json_extract(content, '$.speaker.name')" if sqlite else "content->'speaker'->>'name'"
    stance, evidence_kind = (
        f"json_extract(content, '$.{name}')" if sqlite else f"content->>'{name}'"
        for name in ("stance", "evidence_kind")
    )
    from_document = "(SELECT {column} FROM document d WHERE d.tenant = claim.tenant AND d.id = claim.document_id)"
    op.execute(
        f"UPDATE claim SET stance = {stance}, evidence_kind = {evidence_kind}, speaker = lower({speaker}), "  # noqa: S608
        f"source = lower({from_document.format(column='d.source')}), "
        f"published_at = {from_document.format(column='d.published_at')}"
    )
