"""Stored sessions of the clash desk."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Engine
from sqlmodel import Session as DatabaseSession
from sqlmodel import col, delete

from gateway.adapters.database import transaction
from gateway.adapters.tables import DeskSessionRow
from gateway.domain.sessions import Session

Result = TypeVar("Result")


@dataclass(frozen=True)
class SqlSessions:
    """A session belongs to no tenant: it leads to the key that does."""

    engine: Engine
    threads: ThreadPoolExecutor

    async def find(self, session_id: str) -> Session | None:
        def read(database: DatabaseSession) -> Session | None:
            row = database.get(DeskSessionRow, session_id)
            return Session(row.id, row.key_sha256, row.expires_at) if row else None

        return await self._run(read, reading=True)

    async def put(self, session: Session, now: datetime) -> None:
        def write(database: DatabaseSession) -> None:
            database.exec(delete(DeskSessionRow).where(col(DeskSessionRow.expires_at) <= now))
            database.add(DeskSessionRow(id=session.id, key_sha256=session.key_sha256, expires_at=session.expires_at))

        await self._run(write, reading=False)

    async def remove(self, session_id: str) -> None:
        def write(database: DatabaseSession) -> None:
            database.exec(delete(DeskSessionRow).where(col(DeskSessionRow.id) == session_id))

        await self._run(write, reading=False)

    async def _run(self, work: Callable[[DatabaseSession], Result], *, reading: bool) -> Result:
        def transact() -> Result:
            with transaction(self.engine, reading=reading) as database:
                return work(database)

        return await asyncio.get_running_loop().run_in_executor(self.threads, transact)
