"""Stored claims of all tenants that wait for a vector."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import or_
from sqlmodel import Session, col, select

from gateway.adapters.database import transaction
from gateway.adapters.records import SqlUnitOfWork
from gateway.adapters.tables import ClaimRow
from gateway.domain.archive import Embeddings, Unembedded

Result = TypeVar("Result")


@dataclass(frozen=True)
class SqlEmbeddingBacklog:
    unit_of_work: SqlUnitOfWork

    async def waiting(self, model: str, limit: int) -> tuple[Unembedded, ...]:
        def find(session: Session) -> tuple[Unembedded, ...]:
            if not self.unit_of_work.memory.has_table(session):
                return ()
            by = col(ClaimRow.embedded_by)
            query = select(ClaimRow).where(or_(by.is_(None), by < model, by > model)).limit(limit)
            return tuple(
                Unembedded(row.row_id or 0, row.id, row.tenant, row.content["proposition"])
                for row in session.exec(query)
            )

        return await self._run(find, reading=True)

    async def store(self, claims: Sequence[Unembedded], embeddings: Embeddings) -> None:
        def store(session: Session) -> None:
            query = select(ClaimRow).where(col(ClaimRow.row_id).in_([claim.row_id for claim in claims]))
            rows = {row.row_id: row for row in session.exec(query.with_for_update())}
            there = [claim for claim in claims if (row := rows.get(claim.row_id)) and row.id == claim.claim_id]
            for tenant in {claim.tenant for claim in there}:
                mine = [claim for claim in there if claim.tenant == tenant]
                self._add(session, tenant, mine, embeddings)
            for claim in there:
                rows[claim.row_id].embedded_by = embeddings.model

        await self._run(store, reading=False)

    def _add(self, session: Session, tenant: str, claims: Sequence[Unembedded], embeddings: Embeddings) -> None:
        table = self.unit_of_work.memory.table(session, tenant)
        if table is None:
            return
        table.remove([claim.row_id for claim in claims])
        vectors = ((claim.row_id, embeddings.by_proposition.get(claim.proposition or "")) for claim in claims)
        table.add(embeddings.model, [(row_id, vector) for row_id, vector in vectors if vector is not None])

    async def _run(self, work: Callable[[Session], Result], *, reading: bool) -> Result:
        def run() -> Result:
            with transaction(self.unit_of_work.engine, reading=reading) as session:
                return work(session)

        return await asyncio.get_running_loop().run_in_executor(self.unit_of_work.threads, run)
