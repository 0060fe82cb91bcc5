"""Keep the cells of a source in one row with it; the table of cells stays for replicas that are yet to be replaced."""

import json
from itertools import groupby

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_CELLS = "SELECT * FROM cell ORDER BY tenant, source_id"
_KEEP = sa.text("UPDATE source SET cells = :cells WHERE tenant = :tenant AND source_id = :source_id")


def upgrade() -> None:
    op.add_column("source", sa.Column("cells", sa.Text(), nullable=False, server_default="[]"))
    connection = op.get_bind()
    rows = connection.execute(sa.text(_CELLS)).all()
    kept = [
        {"tenant": tenant, "source_id": source_id, "cells": json.dumps([_cell(row) for row in found])}
        for (tenant, source_id), found in groupby(rows, lambda row: (row.tenant, row.source_id))
    ]
    if kept:
        connection.execute(_KEEP, kept)


def _cell(row: sa.Row[tuple[object, ...]]) -> list[object]:
    masses = (format(int(row.right_mass), "x"), format(int(row.wrong_mass), "x"))
    return [row.topic, row.evidence, row.side, *masses, row.generation, row.alarm_us, row.rising, row.falling]


def downgrade() -> None:
    op.drop_column("source", "cells")
