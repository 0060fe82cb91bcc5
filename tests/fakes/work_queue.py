"""A queue over the work of one tenant in memory."""

from dataclasses import replace
from datetime import datetime, timedelta

from gateway.domain.ports import Clock
from gateway.domain.work import Job, JobState
from tests.fakes.unit_of_work import FakeUnitOfWork


class FakeWorkQueue:
    def __init__(self, unit_of_work: FakeUnitOfWork, clock: Clock, tenant: str = "default") -> None:
        self.unit_of_work = unit_of_work
        self.clock = clock
        self.tenant = tenant

    @property
    def rows(self) -> list[Job]:
        return self.unit_of_work.of(self.tenant).jobs.rows

    async def take(self, lease: str, length: timedelta, *, longest_due: bool = False) -> Job | None:
        now = self.clock.now()

        def turn(job: Job) -> tuple[bool, int, datetime, int]:
            return (job.state is JobState.WAITING, 0 if longest_due else job.priority.rank, job.due_at, job.number)

        job = min(filter(lambda each: _is_free(each, now), self.rows), key=turn, default=None)
        if job is None:
            return None
        attempts, until = job.attempts + 1, now + length
        taken = replace(job, state=JobState.RUNNING, lease=lease, leased_until=until, attempts=attempts)
        self.rows[job.number - 1] = taken
        return taken

    async def renew(self, job: Job, length: timedelta) -> None:
        if self._holds(job):
            self.rows[job.number - 1] = replace(job, leased_until=self.clock.now() + length)

    async def put_back(self, job: Job, after: Job) -> None:
        if self._holds(job):
            self.rows[job.number - 1] = after

    async def give_back(self, job: Job) -> None:
        await self.put_back(job, replace(job, state=JobState.WAITING, attempts=job.attempts - 1, lease=None))

    def _holds(self, job: Job) -> bool:
        return self.rows[job.number - 1].lease == job.lease


def _is_free(job: Job, now: datetime) -> bool:
    abandoned = job.state is JobState.RUNNING and job.leased_until is not None and job.leased_until <= now
    return abandoned or (job.state is JobState.WAITING and job.due_at <= now)
