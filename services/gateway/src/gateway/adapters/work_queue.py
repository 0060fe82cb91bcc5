"""Accepted work of all tenants, taken by workers under leases."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import Engine, exists, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

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

    async def take(self, lease: str, length: timedelta) -> Job | None:
        def take(session: Session) -> Job | None:
            now = self.clock.now()
            row = _longest_due(session, now)
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


def _longest_due(session: Session, now: datetime) -> JobRow | None:
    earlier = aliased(JobRow)
    held_up = exists().where(
        col(earlier.tenant) == col(JobRow.tenant),
        col(earlier.document_id) == col(JobRow.document_id),
        col(earlier.number) < col(JobRow.number),
        col(earlier.state).in_(_UNFINISHED),
    )
    waiting = (col(JobRow.state) == JobState.WAITING) & (col(JobRow.due_at) <= now)
    abandoned = (col(JobRow.state) == JobState.RUNNING) & (col(JobRow.leased_until) <= now)
    due = or_(waiting, abandoned)
    query = select(JobRow).where(due, ~held_up).order_by(col(JobRow.due_at), col(JobRow.number)).limit(1)
    return session.exec(query.with_for_update(skip_locked=True)).first()
