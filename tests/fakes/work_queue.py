"""A queue over the work of one tenant in memory."""

from dataclasses import replace
from datetime import timedelta

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

    async def take(self, lease: str, length: timedelta) -> Job | None:
        now = self.clock.now()
        for index, job in enumerate(self.rows):
            abandoned = job.state is JobState.RUNNING and job.leased_until is not None and job.leased_until <= now
            if abandoned or (job.state is JobState.WAITING and job.due_at <= now):
                until = now + length
                self.rows[index] = replace(
                    job, state=JobState.RUNNING, lease=lease, leased_until=until, attempts=job.attempts + 1
                )
                return self.rows[index]
        return None

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
