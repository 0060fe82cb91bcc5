"""Accepted work of one tenant."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, CursorResult, func, null, true
from sqlmodel import Session, col, delete, select, update

from gateway.adapters.notifications import announce
from gateway.adapters.page_tokens import cut_page, place_token, read_place
from gateway.adapters.tables import JobRow
from gateway.domain.access import OPEN_KEY_ID
from gateway.domain.bell import WORK
from gateway.domain.documents import Document
from gateway.domain.listing import Page, PageRequest
from gateway.domain.priorities import Priority
from gateway.domain.work import Job, JobFailure, JobState
from service_kit.errors import ErrorKind, ServiceError

_DOCUMENT = TypeAdapter(Document)


def job_from(row: JobRow) -> Job:
    return Job(
        tenant=row.tenant,
        operation_id=row.operation_id,
        document_id=row.document_id,
        document=_DOCUMENT.validate_python(row.document) if row.document else None,
        created_at=row.created_at,
        due_at=row.due_at,
        number=row.number or 0,
        state=JobState(row.state),
        attempts=row.attempts,
        lease=row.lease,
        leased_until=row.leased_until,
        check_id=row.check_id,
        key_id=row.key_id or OPEN_KEY_ID,
        priority=Priority.of_rank(row.priority),
        failure=_failure(row),
    )


def _failure(row: JobRow) -> JobFailure | None:
    return JobFailure(row.failure_reason, row.failure_detail or "", row.failed_at) if row.failure_reason else None


def changeable_values(job: Job) -> dict[str, Any]:
    """Columns that change while a job is worked on."""
    return {
        "state": str(job.state),
        "attempts": job.attempts,
        "due_at": job.due_at,
        "lease": job.lease,
        "leased_until": job.leased_until,
        "check_id": job.check_id,
        "failure_reason": job.failure.reason if job.failure else None,
        "failure_detail": job.failure.detail if job.failure else None,
        "failed_at": job.failure.at if job.failure else None,
        "document": _DOCUMENT.dump_python(job.document, mode="json") if job.document else null(),
    }


def change_leased(session: Session, job: Job, values: dict[str, Any]) -> bool:
    """Change the row where the job's lease is still held; tell whether it was."""
    held = (col(JobRow.number) == job.number, col(JobRow.lease) == job.lease)
    result: CursorResult[Any] = session.connection().execute(update(JobRow).where(*held).values(values))
    return result.rowcount == 1


@dataclass(frozen=True)
class SqlJobs:
    session: Session
    tenant: str

    def add(self, jobs: Sequence[Job]) -> None:
        for job in jobs:
            row = JobRow(
                tenant=self.tenant,
                operation_id=job.operation_id,
                document_id=job.document_id,
                created_at=job.created_at,
                key_id=job.key_id,
                priority=job.priority.rank,
                **changeable_values(job),
            )
            self.session.add(row)
        self.session.flush()
        announce(self.session, WORK)

    def hasten(self, document_ids: Collection[str], priority: Priority) -> None:
        mine = (
            col(JobRow.tenant) == self.tenant,
            col(JobRow.document_id).in_(document_ids),
            col(JobRow.state) == JobState.WAITING,
            col(JobRow.priority) > priority.rank,
        )
        self.session.connection().execute(update(JobRow).where(*mine).values(priority=priority.rank))

    def of_operation(self, operation_id: str) -> tuple[Job, ...]:
        query = select(JobRow).where(JobRow.tenant == self.tenant, JobRow.operation_id == operation_id)
        return tuple(map(job_from, self.session.exec(query.order_by(col(JobRow.number)))))

    def page(self, state: JobState | None, page: PageRequest) -> Page[Job]:
        query = (
            select(JobRow)
            .where(
                JobRow.tenant == self.tenant,
                col(JobRow.number) < read_place(page.token) if page.token else true(),
                col(JobRow.state) == state if state else true(),
            )
            .order_by(col(JobRow.number).desc())
            .limit(page.size + 1)
        )
        found = list(map(job_from, self.session.exec(query)))
        return cut_page(found, page.size, lambda last: place_token(last.number))

    def counts(self) -> dict[JobState, int]:
        query = select(JobRow.state, func.count()).where(JobRow.tenant == self.tenant).group_by(JobRow.state)
        counted = dict(self.session.exec(query).all())
        return {state: counted.get(state, 0) for state in JobState}

    def finish(self, job: Job, after: Job) -> None:
        if not change_leased(self.session, job, changeable_values(after)):
            message = "the work has gone to another worker"
            raise ServiceError(ErrorKind.CONFLICT, message, reason="LEASE_LOST")
        self._end((col(JobRow.document_id) == job.document_id, col(JobRow.number) < job.number), after.check_id)

    def supersede(self, document_ids: Collection[str], check_id: str) -> None:
        self._end((col(JobRow.document_id).in_(document_ids),), check_id)

    def _end(self, conditions: Sequence[ColumnElement[bool]], check_id: str | None) -> None:
        mine = (col(JobRow.tenant) == self.tenant, col(JobRow.state) != JobState.DONE, *conditions)
        done = {"state": "done", "check_id": check_id, "document": null(), "lease": None, "leased_until": None}
        self.session.connection().execute(update(JobRow).where(*mine).values(done))

    def withdraw(self, document_id: str, why: JobFailure, states: Collection[JobState]) -> None:
        mine = (
            col(JobRow.tenant) == self.tenant,
            col(JobRow.document_id) == document_id,
            col(JobRow.state).in_(states),
        )
        ended = {"state": "done", "document": null(), "lease": None, "leased_until": None}
        said = {"failure_reason": why.reason, "failure_detail": why.detail}
        self.session.connection().execute(update(JobRow).where(*mine).values(ended | said))

    def revive_parked(self, now: datetime, operation_id: str | None = None, document_id: str | None = None) -> int:
        mine = (
            col(JobRow.tenant) == self.tenant,
            col(JobRow.state) == JobState.PARKED,
            col(JobRow.operation_id) == operation_id if operation_id else true(),
            col(JobRow.document_id) == document_id if document_id else true(),
        )
        waiting = {"state": "waiting", "attempts": 0, "due_at": now}
        result = self.session.connection().execute(update(JobRow).where(*mine).values(waiting))
        if result.rowcount:
            announce(self.session, WORK)
        return result.rowcount

    def remove_of_document(self, document_id: str) -> None:
        mine = (col(JobRow.tenant) == self.tenant, col(JobRow.document_id) == document_id)
        self.session.exec(delete(JobRow).where(*mine))
