"""Counts what waits in the queues of the database, all tenants together."""

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from gateway.adapters.database import transaction
from gateway.adapters.tables import JobRow
from gateway.adapters.webhook_tables import DeliveryRow
from gateway.domain.ports import Clock
from gateway.domain.priorities import Priority
from gateway.domain.work import JobState, QueueLength

_UNFINISHED = (JobState.WAITING, JobState.RUNNING, JobState.PARKED)


@dataclass(frozen=True)
class SqlQueueLengths:
    """Reads indexes that begin with the state only, so that counting stays cheap beside much that is done."""

    engine: Engine
    threads: ThreadPoolExecutor
    clock: Clock

    async def count(self) -> tuple[QueueLength, ...]:
        def count() -> tuple[QueueLength, ...]:
            now = self.clock.now()
            with transaction(self.engine, reading=True) as session:
                return (*_jobs(session, now), _deliveries(session, now))

        return await asyncio.get_running_loop().run_in_executor(self.threads, count)


def _jobs(session: Session, now: datetime) -> tuple[QueueLength, ...]:
    state, priority = col(JobRow.state), col(JobRow.priority)
    query = select(priority, state, func.count(), func.min(JobRow.due_at)).where(state.in_(_UNFINISHED))
    rows = session.exec(query.group_by(state, priority)).all()
    by_priority = {each: [row[1:] for row in rows if Priority.of_rank(row[0]) is each] for each in Priority}
    return tuple(_length("jobs", counted, now, str(each)) for each, counted in by_priority.items())


def _deliveries(session: Session, now: datetime) -> QueueLength:
    state = col(DeliveryRow.state)
    query = select(DeliveryRow.state, func.count(), func.min(DeliveryRow.due_at)).where(state.in_(_UNFINISHED))
    return _length("deliveries", session.exec(query.group_by(state)).all(), now)


def _length(name: str, rows: Iterable[tuple[str, int, datetime]], now: datetime, priority: str = "") -> QueueLength:
    """Add up rows of a state, a number and the earliest time."""
    counted = dict.fromkeys(map(str, _UNFINISHED), 0)
    overdue = 0.0
    for state, number, longest_due in rows:
        counted[state] += number
        if state == JobState.WAITING:
            overdue = max((now - longest_due).total_seconds(), overdue)
    return QueueLength(name, counted, overdue, priority)
