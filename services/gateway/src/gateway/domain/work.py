"""Accepted work: documents that are checked later, by any worker, exactly once."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from gateway.domain.access import OPEN_KEY_ID
from gateway.domain.documents import Document
from gateway.domain.priorities import Priority


class JobState(StrEnum):
    """Where a piece of work stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    PARKED = "parked"


@dataclass(frozen=True)
class JobFailure:
    """Why an attempt failed, and when: a stable word and a sentence."""

    reason: str
    detail: str
    at: datetime | None = None


@dataclass(frozen=True)
class Job:
    """The check of one document, sent with `key_id`; `lease` names the attempt, `document` is gone once it is done."""

    tenant: str
    operation_id: str
    document_id: str
    document: Document | None
    created_at: datetime
    due_at: datetime
    number: int = 0
    state: JobState = JobState.WAITING
    attempts: int = 0
    lease: str | None = None
    leased_until: datetime | None = None
    check_id: str | None = None
    failure: JobFailure | None = None
    key_id: str = OPEN_KEY_ID
    priority: Priority = Priority.NORMAL

    def failed(self, failure: JobFailure, now: datetime, policy: "RetryPolicy", *, for_good: bool) -> "Job":
        """Return the job as it waits for its next attempt, or parked where there is none."""
        parked = for_good or self.attempts >= policy.most_attempts
        return replace(
            self,
            state=JobState.PARKED if parked else JobState.WAITING,
            due_at=now + policy.pause(self.attempts),
            lease=None,
            leased_until=None,
            failure=replace(failure, at=now),
        )

    def revived(self, now: datetime) -> "Job":
        """Return the parked job as it waits again, with all its attempts before it; it still says why it failed."""
        return replace(self, state=JobState.WAITING, attempts=0, due_at=now)

    def done(self, check_id: str | None) -> "Job":
        return replace(
            self,
            state=JobState.DONE,
            check_id=check_id,
            document=None,
            lease=None,
            leased_until=None,
            failure=None,
        )


@dataclass(frozen=True)
class RetryPolicy:
    """Pauses grow from `first_pause_seconds` to `longest_pause_seconds`, each a little longer or shorter by chance.

    They grow by `factor`; `jitter` is the most they differ, as a share. After `most_attempts` work is parked.
    """

    most_attempts: int = 8
    first_pause_seconds: float = 1.0
    longest_pause_seconds: float = 300.0
    factor: float = 2.0
    jitter: float = 0.0

    def pause(self, attempts: int) -> timedelta:
        grown = self.first_pause_seconds * self.factor ** min(max(attempts - 1, 0), 30)
        chance = 1.0 + self.jitter * random.uniform(-1.0, 1.0)  # noqa: S311 (spreads retries, protects nothing)
        return timedelta(seconds=min(grown, self.longest_pause_seconds) * chance)


@dataclass(frozen=True)
class Operation:
    """The work of one request."""

    id: str
    jobs: tuple[Job, ...]

    @property
    def created_at(self) -> datetime:
        return min(job.created_at for job in self.jobs)

    @property
    def state(self) -> JobState:
        """Running while anything is or some is done; parked once nothing else is left to do."""
        states = {job.state for job in self.jobs}
        if states <= {JobState.DONE, JobState.PARKED}:
            return JobState.PARKED if JobState.PARKED in states else JobState.DONE
        return JobState.RUNNING if states & {JobState.RUNNING, JobState.DONE} else JobState.WAITING


def job_of(
    tenant: str,
    operation_id: str,
    document: Document,
    now: datetime,
    *,
    key_id: str = OPEN_KEY_ID,
    priority: Priority = Priority.NORMAL,
) -> Job:
    """Return the work on a document, due at once."""
    return Job(tenant, operation_id, document.id, document, now, now, key_id=key_id, priority=priority)


@dataclass(frozen=True)
class QueueLength:
    """What a queue of all tenants holds, by state, and for how long what is due longest has waited beyond its time.

    `priority` is empty where a queue knows none.
    """

    name: str
    items: Mapping[str, int]
    oldest_seconds: float
    priority: str = ""


class WorkQueue(Protocol):
    """Accepted work of all tenants, as workers see it."""

    async def take(self, lease: str, length: timedelta, *, longest_due: bool = False) -> Job | None:
        """Lease a job, none whose document has earlier work left to do.

        That is one a worker died over, else of those of the highest priority the one that is due longest; of all
        priorities where `longest_due`.
        """
        ...

    async def renew(self, job: Job, length: timedelta) -> None:
        """Keep the lease, where it is still held."""
        ...

    async def put_back(self, job: Job, after: Job) -> None:
        """Store the job as it is after a failed attempt, where the lease is still held."""
        ...

    async def give_back(self, job: Job) -> None:
        """End the attempt as if it had not begun, where the lease is still held."""
        ...
