"""Accepted work of one tenant in memory."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from gateway.domain.listing import Page, PageRequest
from gateway.domain.priorities import Priority
from gateway.domain.work import Job, JobFailure, JobState
from service_kit.errors import ErrorKind, ServiceError


@dataclass
class FakeJobs:
    rows: list[Job] = field(default_factory=list)

    def add(self, jobs: Sequence[Job]) -> None:
        self.rows += [replace(job, number=number) for number, job in enumerate(jobs, start=len(self.rows) + 1)]

    def hasten(self, document_ids: Collection[str], priority: Priority) -> None:
        def is_slower(job: Job) -> bool:
            waits = job.state is JobState.WAITING and job.document_id in document_ids
            return waits and job.priority.rank > priority.rank

        self.rows = [replace(job, priority=priority) if is_slower(job) else job for job in self.rows]

    def of_operation(self, operation_id: str) -> tuple[Job, ...]:
        return tuple(job for job in self.rows if job.operation_id == operation_id)

    def page(self, state: JobState | None, page: PageRequest) -> Page[Job]:
        kept = [job for job in reversed(self.rows) if state in (None, job.state)]
        return Page(tuple(kept[: page.size]), "")

    def counts(self) -> dict[JobState, int]:
        return {state: sum(job.state is state for job in self.rows) for state in JobState}

    def finish(self, job: Job, after: Job) -> None:
        if self.rows[job.number - 1].lease != job.lease:
            raise ServiceError(ErrorKind.CONFLICT, "gone", reason="LEASE_LOST")
        self.rows[job.number - 1] = after

    def supersede(self, document_ids: Collection[str], check_id: str) -> None:
        self.rows = [job.done(check_id) if job.document_id in document_ids else job for job in self.rows]

    def withdraw(self, document_id: str, why: JobFailure, states: Collection[JobState]) -> None:
        self.rows = [
            replace(job.done(None), failure=why) if job.document_id == document_id and job.state in states else job
            for job in self.rows
        ]

    def revive_parked(self, now: datetime, operation_id: str | None = None, document_id: str | None = None) -> int:
        wanted = {"operation_id": operation_id, "document_id": document_id, "state": JobState.PARKED}
        asked = {name: value for name, value in wanted.items() if value}
        revived = [job for job in self.rows if asked.items() <= vars(job).items()]
        self.rows = [job.revived(now) if job in revived else job for job in self.rows]
        return len(revived)
