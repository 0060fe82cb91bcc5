"""The use cases around work that failed for good: another try for some of it or for all, with an audit entry."""

from datetime import datetime

from gateway.domain.audit import Action, Actor, NewAuditEntry
from gateway.domain.ports import Records
from gateway.domain.work import Operation
from service_kit.errors import ErrorKind, ServiceError

ALL_PARKED = "parked"
"""What the audit log names as the subject where all parked work was tried again."""


def operation_of(operation_id: str, records: Records) -> Operation:
    """Return the work of a request; NOT_FOUND."""
    jobs = records.jobs.of_operation(operation_id)
    if not jobs:
        raise ServiceError(ErrorKind.NOT_FOUND, "there is no such operation", reason="OPERATION_NOT_FOUND")
    return Operation(operation_id, jobs)


def retry_operation(
    operation_id: str, actor: Actor, now: datetime, records: Records, document_id: str | None = None
) -> int:
    """Let parked work of an operation, or on one document of it, wait again with all its attempts before it.

    Return how many pieces there were. NOT_FOUND where there is no such operation, or it has no such document.
    """
    operation = operation_of(operation_id, records)
    if document_id is not None and all(job.document_id != document_id for job in operation.jobs):
        message = "the operation has no work on this document"
        raise ServiceError(ErrorKind.NOT_FOUND, message, reason="JOB_NOT_FOUND", field="document_id")
    return _revived(actor, now, records, operation_id, document_id)


def retry_all(actor: Actor, now: datetime, records: Records) -> int:
    """Let all parked work of the tenant wait again; return how many pieces there were."""
    return _revived(actor, now, records)


def _revived(
    actor: Actor, now: datetime, records: Records, operation_id: str | None = None, document_id: str | None = None
) -> int:
    revived = records.jobs.revive_parked(now, operation_id, document_id)
    if revived:
        before, after = {"parked": revived, "document_id": document_id}, {"waiting": revived}
        subject = operation_id or ALL_PARKED
        records.audit.add(NewAuditEntry(now, actor, Action.WORK_RETRIED, subject, before, after))
    return revived
