"""Turns rows into domain objects and back."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import ARRAY, Column, Connection, Insert, Row, Select, String, Table, any_, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

from source_reliability.adapters import tables
from source_reliability.domain.cells import Cell, CellKey
from source_reliability.domain.outcomes import Entry, Outcome

_CHUNK = 5000
_Item = TypeVar("_Item")

OUTCOME = tables.Table.metadata.tables["outcome"]
HEAD = tables.Table.metadata.tables["ledger_head"]
CELL = tables.Table.metadata.tables["cell"]
SOURCE = tables.Table.metadata.tables["source"]
ALIAS = tables.Table.metadata.tables["alias"]
PARENT = tables.Table.metadata.tables["parent"]
OVERRIDE = tables.Table.metadata.tables["override"]
RATING = tables.Table.metadata.tables["rating"]
RATING_IMPORT = tables.Table.metadata.tables["rating_import"]

_SAME_NAME = tuple(
    field.name
    for field in fields(Outcome)
    if field.name != "right"  # a reserved word of SQL
)


def chunks(items: Iterable[_Item]) -> Iterator[Sequence[_Item]]:
    """Parts small enough to be held in memory at once."""
    listed = list(items)
    for start in range(0, len(listed), _CHUNK):
        yield listed[start : start + _CHUNK]


def rows_among(
    connection: Connection, query: Select[Any], column: Column[str], wanted: Iterable[str]
) -> Sequence[Row[Any]]:
    """Rows of `query` whose `column` is one of `wanted`, in no order; the list travels as one parameter."""
    listed = list(wanted)
    if not listed:
        return []
    if connection.dialect.name == "postgresql":
        among = column == any_(bindparam("wanted", type_=ARRAY(String)))
        return connection.execute(query.where(among), {"wanted": listed}).all()
    values = func.json_each(bindparam("wanted", type_=String)).table_valued("value")
    return connection.execute(query.where(column.in_(select(values.c.value))), {"wanted": json.dumps(listed)}).all()


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, or update the ones whose primary key is there."""
    for part in chunks(rows):
        connection.execute(_upserting(connection, table), part)


def _upserting(connection: Connection, table: Table) -> Insert:
    keys = [column.name for column in table.primary_key]
    others = [column.name for column in table.columns if column.name not in keys]
    if connection.dialect.name == "postgresql":
        made = postgresql.insert(table)
        return made.on_conflict_do_update(index_elements=keys, set_={name: made.excluded[name] for name in others})
    statement = sqlite.insert(table)
    return statement.on_conflict_do_update(
        index_elements=keys, set_={name: statement.excluded[name] for name in others}
    )


def entry_of(row: Row[Any]) -> Entry:
    values = row._mapping  # noqa: SLF001 (SQLAlchemy's public name)
    outcome = Outcome(right=values["right_probability"], **{name: values[name] for name in _SAME_NAME})
    return Entry(
        sequence=values["sequence"],
        outcome=outcome,
        recorded_us=values["recorded_us"],
        generation=values["generation"],
        config_version=values["config_version"],
        salt=values["salt"],
        payload_hash=values["payload_hash"],
        previous_hash=values["previous_hash"],
        replaced_us=values["replaced_us"],
    )


def row_of(tenant: str, entry: Entry) -> dict[str, Any]:
    outcome = entry.outcome
    return {
        **{name: getattr(outcome, name) for name in _SAME_NAME},
        "tenant": tenant,
        "sequence": entry.sequence,
        "right_probability": outcome.right,
        "origin_group": outcome.origin_group or None,
        "recorded_us": entry.recorded_us,
        "replaced_us": entry.replaced_us,
        "generation": entry.generation,
        "config_version": entry.config_version,
        "salt": entry.salt,
        "payload_hash": entry.payload_hash,
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }


def cell_of(row: Row[Any]) -> Cell:
    values: tuple[Any, ...] = tuple(row)
    _, source_id, topic, evidence, side, right, wrong, generation, alarm_us, rising, falling = values
    key = CellKey(topic, evidence, side)
    return Cell(source_id, key, int(right), int(wrong), generation, alarm_us, rising, falling)


def cell_row(tenant: str, cell: Cell) -> dict[str, Any]:
    return {
        "tenant": tenant,
        "source_id": cell.source_id,
        **cell.key._asdict(),
        "right_mass": str(cell.right),
        "wrong_mass": str(cell.wrong),
        "generation": cell.generation,
        "alarm_us": cell.alarm_us,
        "rising": cell.rising,
        "falling": cell.falling,
    }
