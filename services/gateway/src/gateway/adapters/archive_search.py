"""Finds archived claims near others by vectors and words together, for all claims of a check at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import text
from sqlmodel import Session

from gateway.adapters.search import ClaimIndex
from gateway.adapters.vectors import INDEXED_DIMENSIONS, SqliteVectors, VectorMemory, literal
from gateway.domain.archive import Sought, Vectors, fused

LEAST_SIMILARITY = 0.3
"""Of vectors; what is less similar is about something else."""
_NO_PGVECTOR = "candidates were found by words only: the database has no pgvector"


@dataclass(frozen=True)
class Found:
    """Row ids of stored claims for each sought one, best first."""

    rankings: list[list[int]]
    words_only: str | None = None


@dataclass(frozen=True)
class ArchiveSearch:
    """Searches the claims of one tenant."""

    session: Session
    tenant: str
    memory: VectorMemory

    def nearest(self, sought: Sought, limit: int) -> Found:
        """At most so many by vector and so many by words for each claim; copies are not folded yet."""
        vectors = [self._known(sought, place) for place in range(len(sought.claims))]
        words_only = None
        if sought.embeddings and not self.memory.has_table(self.session):
            vectors, words_only = [None] * len(vectors), _NO_PGVECTOR
        by_name = {claim.id for claim, vector in zip(sought.claims, vectors, strict=True) if vector is not None}
        words = ClaimIndex(self.session, self.tenant).telling(sought.claims, by_name)
        model = sought.embeddings.model if sought.embeddings else ""
        search = self._in_sqlite if self.session.get_bind().dialect.name == "sqlite" else self._in_postgresql
        by_vector, by_words = search(model, vectors, words, limit)
        return Found([fused(both) for both in zip(by_vector, by_words, strict=True)], words_only)

    def _known(self, sought: Sought, place: int) -> Vectors | None:
        vector = sought.embeddings.of(sought.claims[place]) if sought.embeddings else None
        return vector if vector is not None and vector.any() else None

    def _in_sqlite(
        self, model: str, vectors: Sequence[Vectors | None], words: Sequence[Sequence[str]], limit: int
    ) -> tuple[list[list[int]], list[list[int]]]:
        index = ClaimIndex(self.session, self.tenant)
        by_words = [index.nearest(asked, limit) for asked in words]
        by_vector: list[list[int]] = [[] for _ in vectors]
        places = [place for place, vector in enumerate(vectors) if vector is not None]
        if places:
            matrix = self.memory.of(self.tenant, model)
            SqliteVectors(self.session, self.tenant).follow(matrix, model)
            queries = np.stack([vector for vector in vectors if vector is not None])
            for place, found in zip(places, matrix.nearest(queries, limit, LEAST_SIMILARITY), strict=True):
                by_vector[place] = found
        return by_vector, by_words

    def _in_postgresql(
        self, model: str, vectors: Sequence[Vectors | None], words: Sequence[Sequence[str]], limit: int
    ) -> tuple[list[list[int]], list[list[int]]]:
        rankings: tuple[list[list[int]], list[list[int]]] = ([[] for _ in vectors], [[] for _ in vectors])
        dimensions = next((len(vector) for vector in vectors if vector is not None), 0)
        near = _NEAR.format(size=_typed(dimensions), dimensions=dimensions)
        statement = f"{near} UNION ALL {_SHARING}" if dimensions else _SHARING
        values = {
            "tenant": self.tenant,
            "model": model,
            "vectors": [None if vector is None else literal(vector) for vector in vectors],
            "queries": [" | ".join(asked) or None for asked in words],
            "limit": limit,
            "most_distance": -LEAST_SIMILARITY,
        }
        rows = self.session.connection().execute(text(statement), values).all()
        for way, place, row_id, _ in sorted(rows, key=lambda row: row[3]):
            rankings[way][place - 1].append(row_id)
        return rankings


def _typed(dimensions: int) -> str:
    return f"halfvec({dimensions})" if dimensions in INDEXED_DIMENSIONS else "halfvec"


_NEAR = (
    "SELECT 0, asked.place, near.row_id, near.distance FROM "
    # once for each claim, not once for each row it is compared with
    "(SELECT CAST(vector AS {size}) AS vector, place FROM unnest(CAST(:vectors AS text[])) "
    "WITH ORDINALITY AS given (vector, place) WHERE vector IS NOT NULL OFFSET 0) asked CROSS JOIN LATERAL "
    "(SELECT row_id, CAST(embedding AS {size}) <#> asked.vector AS distance FROM claim_vector "
    "WHERE tenant = :tenant AND model = :model AND dimensions = {dimensions} "
    "ORDER BY distance LIMIT :limit) near WHERE near.distance < :most_distance"
)
_SHARING = (
    "SELECT 1, asked.place, sharing.row_id, sharing.distance FROM "
    "(SELECT to_tsquery('simple', query) AS query, place FROM unnest(CAST(:queries AS text[])) "
    "WITH ORDINALITY AS given (query, place) WHERE query IS NOT NULL OFFSET 0) asked CROSS JOIN LATERAL "
    "(SELECT claim.row_id, -ts_rank(claim_words.words, asked.query) AS distance "
    "FROM claim_words JOIN claim ON claim.row_id = claim_words.row_id "
    "WHERE claim_words.words @@ asked.query AND claim.tenant = :tenant "
    "ORDER BY distance LIMIT :limit) sharing"
)
