"""Stored vectors of claims: exact search in memory for SQLite, pgvector for PostgreSQL."""

import threading
from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy import Connection, bindparam, text
from sqlmodel import Session

from gateway.adapters.vector_matrix import VectorMatrix, encoded
from gateway.domain.archive import Vectors

INDEXED_DIMENSIONS = (240, 256, 384, 512, 768, 1024)
"""Vectors of other sizes are searched without an index on PostgreSQL."""

_HAS_TABLE = "SELECT to_regclass('claim_vector') IS NOT NULL"
_BY_ROW = text("DELETE FROM claim_vector WHERE row_id IN :row_ids").bindparams(bindparam("row_ids", expanding=True))
_GONE = text(
    "INSERT INTO claim_vector (tenant, model, row_id, embedding) SELECT tenant, model, row_id, NULL "
    "FROM claim_vector WHERE row_id IN :row_ids AND embedding IS NOT NULL"
).bindparams(bindparam("row_ids", expanding=True))
_STORED = text("DELETE FROM claim_vector WHERE row_id IN :row_ids AND embedding IS NOT NULL").bindparams(
    bindparam("row_ids", expanding=True)
)


class VectorTable(Protocol):
    """The vectors of one tenant, inside one transaction."""

    def add(self, model: str, rows: Sequence[tuple[int, Vectors]]) -> None:
        """Store vectors by row id of their claim, in place of older ones."""
        ...

    def remove(self, row_ids: Collection[int]) -> None: ...


def make_table(connection: Connection) -> bool:
    """Make the table of vectors on PostgreSQL unless it is there; False where pgvector cannot be had."""
    if connection.scalar(text(_HAS_TABLE)):
        return True
    if not connection.scalar(text("SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'")):
        return False
    if not connection.scalar(text("SELECT count(*) FROM pg_extension WHERE extname = 'vector'")):
        may = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
        if not connection.scalar(text(may)):
            return False
        connection.execute(text("CREATE EXTENSION vector"))
    connection.execute(
        text(
            "CREATE TABLE claim_vector (row_id integer PRIMARY KEY REFERENCES claim ON DELETE CASCADE, "
            "tenant text NOT NULL, model text NOT NULL, dimensions integer NOT NULL, embedding halfvec NOT NULL)"
        )
    )
    connection.execute(text("CREATE INDEX claim_vector_by_tenant ON claim_vector (tenant)"))
    for size in INDEXED_DIMENSIONS:
        connection.execute(
            text(
                f"CREATE INDEX claim_vector_near_{size} ON claim_vector USING hnsw "
                f"((embedding::halfvec({size})) halfvec_ip_ops) "
                f"WITH (ef_construction = 80) WHERE dimensions = {size}"
            )
        )
    return True


def forget_removals(connection: Connection) -> None:
    """Drop the marks of removed rows on SQLite; only while nothing follows the table."""
    connection.execute(text("DELETE FROM claim_vector WHERE embedding IS NULL"))


@dataclass
class VectorMemory:
    """What one process holds of the vectors in its database: at most `most_rows`, of the tenants last asked for."""

    most_rows: int = 200_000
    _matrices: OrderedDict[tuple[str, str], VectorMatrix] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _has_table: bool = False

    def of(self, tenant: str, model: str) -> VectorMatrix:
        with self._lock:
            matrix = self._matrices.setdefault((tenant, model), VectorMatrix(self.most_rows))
            self._matrices.move_to_end((tenant, model))
            while len(self._matrices) > 1 and sum(map(len, self._matrices.values())) > self.most_rows:
                self._matrices.popitem(last=False)
            return matrix

    def has_table(self, session: Session) -> bool:
        """Tell whether the database can hold vectors."""
        if not self._has_table:
            postgresql = session.get_bind().dialect.name == "postgresql"
            self._has_table = not postgresql or bool(session.connection().scalar(text(_HAS_TABLE)))
        return self._has_table

    def table(self, session: Session, tenant: str) -> VectorTable | None:
        """None where the database has no pgvector."""
        if not self.has_table(session):
            return None
        kind = SqliteVectors if session.get_bind().dialect.name == "sqlite" else PostgresVectors
        return kind(session, tenant)


@dataclass(frozen=True)
class SqliteVectors:
    """Rows are numbered for ever, so that memory can follow them; a removed row leaves its number and no vector."""

    session: Session
    tenant: str

    def add(self, model: str, rows: Sequence[tuple[int, Vectors]]) -> None:
        self.remove([row_id for row_id, _ in rows])
        statement = text(
            "INSERT INTO claim_vector (tenant, model, row_id, embedding) VALUES (:tenant, :model, :row_id, :embedding)"
        )
        values = [
            {"tenant": self.tenant, "model": model, "row_id": row_id, "embedding": encoded(vector)}
            for row_id, vector in rows
        ]
        if values:
            self.session.connection().execute(statement, values)

    def remove(self, row_ids: Collection[int]) -> None:
        if row_ids:
            connection = self.session.connection()
            connection.execute(_GONE, {"row_ids": list(row_ids)})
            connection.execute(_STORED, {"row_ids": list(row_ids)})

    def follow(self, matrix: VectorMatrix, model: str) -> None:
        """Bring the matrix to what this transaction sees, or leave it where it has seen more."""
        statement = (
            "SELECT number, row_id, embedding FROM claim_vector WHERE tenant = :tenant AND model = :model "
            "AND number > :last ORDER BY number DESC LIMIT :most"
        )
        with matrix.lock:
            values = {"tenant": self.tenant, "model": model, "last": matrix.last_number, "most": matrix.most_rows}
            changes = self.session.connection().execute(text(statement), values).all()
            matrix.follow([(row[0], row[1], row[2]) for row in reversed(changes)])


@dataclass(frozen=True)
class PostgresVectors:
    """Vectors go with their claims, by a foreign key."""

    session: Session
    tenant: str

    def add(self, model: str, rows: Sequence[tuple[int, Vectors]]) -> None:
        statement = text(
            "INSERT INTO claim_vector (row_id, tenant, model, dimensions, embedding) "
            "VALUES (:row_id, :tenant, :model, :dimensions, CAST(:embedding AS halfvec)) ON CONFLICT (row_id) "
            "DO UPDATE SET model = EXCLUDED.model, dimensions = EXCLUDED.dimensions, embedding = EXCLUDED.embedding"
        )
        values = [
            {
                "tenant": self.tenant,
                "model": model,
                "row_id": row_id,
                "dimensions": len(vector),
                "embedding": literal(vector),
            }
            for row_id, vector in rows
        ]
        if values:
            self.session.connection().execute(statement, values)

    def remove(self, row_ids: Collection[int]) -> None:
        if row_ids:
            self.session.connection().execute(_BY_ROW, {"row_ids": list(row_ids)})


def literal(vector: Vectors) -> str:
    """Return a vector as pgvector reads it: five digits, more than half precision keeps."""
    return "[" + ",".join(["%.5g"] * len(vector)) % tuple(vector.tolist()) + "]"
