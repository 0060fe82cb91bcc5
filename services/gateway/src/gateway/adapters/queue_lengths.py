"""Counts what waits in the queues of the database, all tenants together."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from gateway.adapters.database import transaction
from gateway.adapters.tables import JobRow
from gateway.adapters.webhook_tables import DeliveryRow
from gateway.domain.ports import Clock
from gateway.domain.work import JobState, QueueLength

_QUEUES: dict[str, type[JobRow] | type[DeliveryRow]] = {"jobs": JobRow, "deliveries": DeliveryRow}
_UNFINISHED = (JobState.WAITING, JobState.RUNNING, JobState.PARKED)


@dataclass(frozen=True)
class SqlQueueLengths:
    """Reads the indexes by state and due time only, so that counting stays cheap beside much that is done."""

    engine: Engine
    threads: ThreadPoolExecutor
    clock: Clock

    async def count(self) -> tuple[QueueLength, ...]:
        def count() -> tuple[QueueLength, ...]:
            now = self.clock.now()
            with transaction(self.engine, reading=True) as session:
                return tuple(_length(session, name, table, now) for name, table in _QUEUES.items())

        return await asyncio.get_running_loop().run_in_executor(self.threads, count)


def _length(session: Session, name: str, table: type[JobRow] | type[DeliveryRow], now: datetime) -> QueueLength:
    state, due_at = col(table.state), col(table.due_at)
    query = select(table.state, func.count(), func.min(due_at)).where(state.in_(_UNFINISHED)).group_by(state)
    found = {row[0]: (row[1], row[2]) for row in session.exec(query)}
    _number, longest_due = found.get(JobState.WAITING, (0, now))
    overdue = max((now - longest_due).total_seconds(), 0.0)
    return QueueLength(name, {str(each): found.get(each, (0, now))[0] for each in _UNFINISHED}, overdue)
