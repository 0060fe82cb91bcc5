"""Accepted work of all tenants, taken by workers under leases."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Engine, exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from gateway.adapters.database import transaction
from gateway.adapters.job_records import change_leased, changeable_values, job_from
from gateway.adapters.tables import JobRow
from gateway.domain.ports import Clock
from gateway.domain.work import Job, JobState

Result = TypeVar("Result")

_UNFINISHED = (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True)
class SqlWorkQueue:
    engine: Engine
    threads: ThreadPoolExecutor
    clock: Clock

    async def take(self, lease: str, length: timedelta, *, longest_due: bool = False) -> Job | None:
        def take(session: Session) -> Job | None:
            now = self.clock.now()
            row = session.exec(abandoned(now)).first() or session.exec(due(now, longest_due=longest_due)).first()
            if row is None:
                return None
            row.state, row.lease, row.leased_until = JobState.RUNNING, lease, now + length
            row.attempts += 1
            return job_from(row)

        return await self._write(take)

    async def renew(self, job: Job, length: timedelta) -> None:
        values = {"leased_until": self.clock.now() + length}
        await self._write(lambda session: change_leased(session, job, values))

    async def put_back(self, job: Job, after: Job) -> None:
        await self._write(lambda session: change_leased(session, job, changeable_values(after)))

    async def give_back(self, job: Job) -> None:
        values = {"state": "waiting", "attempts": job.attempts - 1, "lease": None, "leased_until": None}
        await self._write(lambda session: change_leased(session, job, values))

    async def _write(self, work: Callable[[Session], Result]) -> Result:
        def write() -> Result:
            with transaction(self.engine, reading=False) as session:
                return work(session)

        return await asyncio.get_running_loop().run_in_executor(self.threads, write)


def abandoned(now: datetime) -> SelectOfScalar[JobRow]:
    """What a worker died over; few rows are running, so this costs next to nothing."""
    over = (col(JobRow.state) == JobState.RUNNING, col(JobRow.leased_until) <= now)
    return _first(over, (col(JobRow.priority), col(JobRow.due_at), col(JobRow.number)))


def due(now: datetime, *, longest_due: bool) -> SelectOfScalar[JobRow]:
    """What waits and is due, in the very order of an index, so that no more is read than is taken or locked."""
    waiting = (col(JobRow.state) == JobState.WAITING, col(JobRow.due_at) <= now)
    if longest_due:
        return _first(waiting, (col(JobRow.due_at),))
    # true of every row, but without a word on priority SQLite takes the other index and sorts all that waits
    of_any = col(JobRow.priority) >= 0
    return _first((*waiting, of_any), (col(JobRow.priority), col(JobRow.due_at), col(JobRow.number)))


def _first(conditions: Sequence[ColumnElement[bool]], order: Sequence[Any]) -> SelectOfScalar[JobRow]:
    earlier = aliased(JobRow)
    held_up = exists().where(
        col(earlier.tenant) == col(JobRow.tenant),
        col(earlier.document_id) == col(JobRow.document_id),
        col(earlier.number) < col(JobRow.number),
        col(earlier.state).in_(_UNFINISHED),
    )
    query = select(JobRow).where(*conditions, ~held_up).order_by(*order).limit(1)
    return query.with_for_update(skip_locked=True)
