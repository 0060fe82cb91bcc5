"""The use case: take documents in now, and check them later."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gateway.domain.documents import Document, DocumentLimits, check_limits, with_ids
from gateway.domain.ports import Clock, Records, UnitOfWork
from gateway.domain.work import JobState, Operation, jobs_of
from service_kit.errors import ErrorKind, ServiceError


def no_operation() -> ServiceError:
    return ServiceError(ErrorKind.NOT_FOUND, "there is no such operation", reason="OPERATION_NOT_FOUND")


@dataclass(frozen=True)
class AcceptDocuments:
    """Stores documents and the work on them in one transaction; `wake` tells a worker nearby."""

    unit_of_work: UnitOfWork
    clock: Clock
    limits: DocumentLimits
    characters_per_document: int
    wake: Callable[[], None]

    async def __call__(self, tenant: str, documents: Sequence[Document]) -> Operation:
        """INVALID for more than the limits."""
        check_limits(documents, self.limits)
        for index, document in enumerate(documents):
            self._check_document(document, index)
        now = self.clock.now()
        operation_id = f"op_{secrets.token_hex(12)}"
        jobs = jobs_of(tenant, operation_id, with_ids(documents), now)

        def store(records: Records) -> Operation:
            known = records.documents.with_ids([job.document_id for job in jobs])
            for job in jobs:
                if job.document and job.document_id not in known:
                    records.documents.put(job.document, now)
            records.jobs.add(jobs)
            return Operation(operation_id, jobs)

        operation = await self.unit_of_work.write(tenant, store)
        self.wake()
        return operation

    def _check_document(self, document: Document, index: int) -> None:
        if document.characters > self.characters_per_document:
            raise ServiceError(
                ErrorKind.INVALID,
                f"has {document.characters} characters; the limit of one document is {self.characters_per_document}",
                reason="DOCUMENT_TOO_LONG",
                field=f"documents[{index}].text",
                limit=self.characters_per_document,
            )


def retry_operation(operation_id: str, clock: Clock, records: Records) -> Operation:
    """Let parked work of an operation wait again, with all its attempts before it. NOT_FOUND."""
    jobs = records.jobs.of_operation(operation_id)
    if not jobs:
        raise no_operation()
    for job in jobs:
        if job.state is JobState.PARKED:
            records.jobs.revive(job, clock.now())
    return Operation(operation_id, records.jobs.of_operation(operation_id))
