"""The use case of a worker: take due work, keep its lease, finish it together with its results."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from gateway.domain.check_documents import CheckDocuments
from gateway.domain.checks import Against, CheckAnswer, CheckRequest
from gateway.domain.ports import Clock, Records
from gateway.domain.turns import FairTurns
from gateway.domain.work import Job, JobFailure, RetryPolicy, WorkQueue
from service_kit.errors import ErrorKind, ServiceError

_FOR_GOOD = (ErrorKind.INVALID, ErrorKind.NOT_FOUND)
_RENEWALS_PER_LEASE = 3


@dataclass(frozen=True)
class RunJobs:
    """Works through the queue; a worker that dies lets its lease run out, and another begins anew."""

    queue: WorkQueue
    check_documents: CheckDocuments
    clock: Clock
    policy: RetryPolicy
    lease_seconds: float
    turns: FairTurns
    report: Callable[[str, Job], None]

    async def next(self) -> bool:
        """Work on one job; tell whether there was any."""
        lease, length = f"lease_{secrets.token_hex(8)}", timedelta(seconds=self.lease_seconds)
        job = await self.queue.take(lease, length, longest_due=self.turns.take())
        if job is None:
            return False
        try:
            async with self._lease_kept(job):
                await self._check(job)
        except ServiceError as error:
            await self._failed(job, JobFailure(error.reason, error.message), for_good=error.kind in _FOR_GOOD)
        except asyncio.CancelledError:
            await asyncio.shield(self.queue.give_back(job))
            raise
        except Exception as error:  # noqa: BLE001 (whatever one document breaks must not stop the worker)
            await self._failed(job, JobFailure("INTERNAL", type(error).__qualname__), for_good=False)
        return True

    async def _check(self, job: Job) -> None:
        if job.document is None:
            raise ServiceError(ErrorKind.INVALID, "the work has lost its document", reason="DOCUMENT_MISSING")

        def finish(records: Records, answer: CheckAnswer) -> None:
            records.jobs.finish(job, job.done(answer.id))

        await self.check_documents(job.tenant, CheckRequest((job.document,), Against.BOTH, key_id=job.key_id), finish)
        self.report("done", job)

    async def _failed(self, job: Job, failure: JobFailure, *, for_good: bool) -> None:
        after = job.failed(failure, self.clock.now(), self.policy, for_good=for_good)
        self.report(str(after.state), after)
        await self.queue.put_back(job, after)

    @asynccontextmanager
    async def _lease_kept(self, job: Job) -> AsyncIterator[None]:
        keeping = asyncio.create_task(self._keep_lease(job))
        try:
            yield
        finally:
            keeping.cancel()

    async def _keep_lease(self, job: Job) -> None:
        while True:
            await asyncio.sleep(self.lease_seconds / _RENEWALS_PER_LEASE)
            await self.queue.renew(job, timedelta(seconds=self.lease_seconds))
