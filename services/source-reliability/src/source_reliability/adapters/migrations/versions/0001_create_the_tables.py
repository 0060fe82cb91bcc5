"""Create the tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_IDENTITY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_ledger()
    _create_sources()
    _create_ratings()


def downgrade() -> None:
    for table in ("rating", "rating_import", "override", "parent", "alias", "source", "cell", "ledger_head", "outcome"):
        op.drop_table(table)


def _text(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _number(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Float(), nullable=False) for name in names]


def _time(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]


def _identity(name: str) -> sa.Column[Any]:
    return sa.Column(name, _IDENTITY, primary_key=True, autoincrement=True)


def _create_ledger() -> None:
    op.create_table(
        "outcome",
        *_text("tenant"),
        *_time("sequence"),
        *_text("outcome_id", "source_id", "display_name", "speaker_kind", "topic", "evidence", "stance", "claim_id"),
        *_number("right_probability"),
        *_text("resolver"),
        *_number("confidence"),
        *_time("event_us"),
        *_text("origin_id"),
        sa.Column("origin_group", sa.String(), nullable=True),
        *_text("supersedes"),
        sa.Column("reason", sa.Text(), nullable=False),
        *_time("recorded_us"),
        sa.Column("replaced_us", sa.BigInteger(), nullable=True),
        sa.Column("generation", sa.Integer(), nullable=False),
        *_text("config_version"),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        *_text("payload_hash", "previous_hash", "hash"),
        sa.PrimaryKeyConstraint("tenant", "sequence"),
    )
    op.create_index("outcome_by_id", "outcome", ["tenant", "outcome_id"], unique=True)
    op.create_index("outcome_by_source", "outcome", ["tenant", "source_id", "sequence"])
    op.create_index("outcome_by_origin", "outcome", ["tenant", "origin_group"])
    op.create_table(
        "ledger_head",
        *_text("tenant"),
        *_time("sequence"),
        *_text("hash"),
        *_time("recorded_us"),
        *_text("config_version"),
        sa.PrimaryKeyConstraint("tenant"),
    )
    op.create_table(
        "cell",
        *_text("tenant", "source_id", "topic", "evidence", "side"),
        sa.Column("right_mass", sa.Text(), nullable=False),
        sa.Column("wrong_mass", sa.Text(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        *_time("alarm_us"),
        *_number("rising", "falling"),
        sa.PrimaryKeyConstraint("tenant", "source_id", "topic", "evidence", "side"),
        sqlite_with_rowid=False,
    )


def _create_sources() -> None:
    op.create_table(
        "source",
        *_text("tenant", "source_id", "display_name", "speaker_kind"),
        *_time("kind_us"),
        sa.PrimaryKeyConstraint("tenant", "source_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "alias",
        *_text("tenant", "alias_id", "source_id", "name"),
        *_time("recorded_us"),
        sa.PrimaryKeyConstraint("tenant", "alias_id"),
    )
    op.create_index("alias_by_source", "alias", ["tenant", "source_id"])
    op.create_table("parent", _identity("row_id"), *_text("tenant", "source_id", "parent_id"), *_time("recorded_us"))
    op.create_index("parent_by_source", "parent", ["tenant", "source_id"])
    op.create_table(
        "override",
        _identity("row_id"),
        *_text("tenant", "source_id"),
        sa.Column("mean", sa.Float(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        *_text("editor"),
        *_time("recorded_us"),
    )
    op.create_index("override_by_source", "override", ["tenant", "source_id"])


def _create_ratings() -> None:
    op.create_table(
        "rating_import",
        _identity("import_id"),
        *_text("tenant", "list_name", "list_version"),
        *_number("strength"),
        *_time("recorded_us"),
    )
    op.create_table(
        "rating",
        *_text("source_id"),
        *_time("import_id"),
        *_number("score"),
        sa.PrimaryKeyConstraint("source_id", "import_id"),
        sqlite_with_rowid=False,
    )
