"""The loop of a worker: accepted work as long as there is any, then a pause or a word of new work."""

import asyncio

from gateway.domain.run_jobs import RunJobs
from gateway.domain.work import Job
from service_kit.context import bind_request
from service_kit.errors import ServiceError
from service_kit.logging import get_logger

_log = get_logger("gateway.worker")


async def work(run_jobs: RunJobs, wake: asyncio.Event, pause_seconds: float) -> None:
    """Work until cancelled; every job has a request id of its own."""
    while True:
        wake.clear()
        with bind_request(None):
            try:
                found = await run_jobs.next()
            except ServiceError as error:
                _log.warning("no work can be taken", reason=error.reason)
                found = False
        if not found:
            await _wait(wake, pause_seconds)


async def _wait(wake: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await wake.wait()
    except TimeoutError:
        return


def report_job(what: str, job: Job) -> None:
    reason = job.failure.reason if job.failure else None
    _log.info("job", outcome=what, operation_id=job.operation_id, attempts=job.attempts, reason=reason)
