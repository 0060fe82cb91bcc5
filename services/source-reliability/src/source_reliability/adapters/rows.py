"""Turns rows into domain objects and back."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import ARRAY, Column, Connection, Row, Select, String, any_, bindparam, func, select, text

from source_reliability.adapters import tables
from source_reliability.domain.cells import Cell, CellKey
from source_reliability.domain.outcomes import Entry, Outcome

_CHUNK = 5000
_Item = TypeVar("_Item")

OUTCOME = tables.Table.metadata.tables["outcome"]
HEAD = tables.Table.metadata.tables["ledger_head"]
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


_OUTCOME_COLUMNS = (
    *_SAME_NAME,
    "tenant",
    "sequence",
    "right_probability",
    "origin_group",
    "recorded_us",
    "replaced_us",
    "generation",
    "config_version",
    "salt",
    "payload_hash",
    "previous_hash",
    "hash",
)
_same_name = attrgetter(*_SAME_NAME)


def row_of(tenant: str, entry: Entry, entry_hash: str) -> tuple[Any, ...]:
    """Values of an outcome's columns, as `insert_outcomes` takes them."""
    outcome = entry.outcome
    return (
        *_same_name(outcome),
        tenant,
        entry.sequence,
        outcome.right,
        outcome.origin_group or None,
        entry.recorded_us,
        entry.replaced_us,
        entry.generation,
        entry.config_version,
        entry.salt,
        entry.payload_hash,
        entry.previous_hash,
        entry_hash,
    )


_NAMES = ", ".join(_OUTCOME_COLUMNS)
_INSERT = f"INSERT INTO outcome ({_NAMES}) VALUES ({', '.join('?' for _ in _OUTCOME_COLUMNS)})"  # noqa: S608 (names)
_INSERT_LIST = text(
    f"INSERT INTO outcome ({_NAMES}) SELECT {_NAMES}"  # noqa: S608 (names)
    " FROM json_populate_recordset(CAST(NULL AS outcome), CAST(:rows AS json))"
)
_KEEP = "UPDATE source SET cells = ? WHERE source_id = ? AND tenant = ?"
_KEEP_LIST = text("""
UPDATE source SET cells = kept.value FROM json_each_text(CAST(:rows AS json)) AS kept
 WHERE tenant = :tenant AND source_id = kept.key
""")


def insert_outcomes(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """PostgreSQL takes the rows as one list: a thousand statements would cost more than what they store."""
    if connection.dialect.name == "postgresql":
        listed = [dict(zip(_OUTCOME_COLUMNS, row, strict=True)) for row in rows]
        connection.execute(_INSERT_LIST, {"rows": json.dumps(listed, default=_bytea)})
    else:
        connection.exec_driver_sql(_INSERT, list(rows))


def _bytea(value: bytes) -> str:
    return f"\\x{value.hex()}"


def keep_cells(connection: Connection, tenant: str, cells: Mapping[str, str]) -> None:
    """Replace the packed cells of each source."""
    if connection.dialect.name == "postgresql":
        connection.execute(_KEEP_LIST, {"tenant": tenant, "rows": json.dumps(cells)})
    else:
        connection.exec_driver_sql(_KEEP, [(kept, source_id, tenant) for source_id, kept in cells.items()])


def unpacked(source_id: str, cells: str) -> list[Cell]:
    """Cells of a source as its row keeps them."""
    return [
        Cell(source_id, _key(topic, evidence, side), int(right, 16), int(wrong, 16), generation, alarm, rising, falling)
        for topic, evidence, side, right, wrong, generation, alarm, rising, falling in json.loads(cells)
    ]


@lru_cache(maxsize=4096)
def _key(topic: str, evidence: str, side: str) -> CellKey:
    return CellKey(topic, evidence, side)


def packed(cells: Iterable[Cell]) -> str:
    return json.dumps(
        [
            (*c.key, f"{c.right:x}", f"{c.wrong:x}", c.generation, c.alarm_us, c.rising, c.falling)
            for c in sorted(cells, key=lambda cell: cell.key)
        ]
    )
