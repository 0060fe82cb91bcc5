"""Work that was accepted and is done later."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from gateway.api.problems import FieldError, field_error
from gateway.api.schemas.base import Answer, Request
from gateway.api.schemas.documents import AcceptedDocumentIn
from gateway.domain import versions
from gateway.domain import work as domain
from gateway.domain.accept_documents import Accepted
from gateway.domain.incoming import Incoming
from gateway.domain.priorities import Priority


class DocumentsIn(Request):
    """Documents to store now and check later."""

    documents: Annotated[list[AcceptedDocumentIn], Field(min_length=1)]

    def to_domain(self) -> Incoming:
        return Incoming(tuple(document.to_domain() for document in self.documents))


class ReadDocuments(DocumentsIn):
    """Documents that came in a format of the trade and have been read."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    incoming: Incoming

    @classmethod
    def of(cls, incoming: Incoming) -> "ReadDocuments":
        return cls.model_construct(documents=[], incoming=incoming)

    def to_domain(self) -> Incoming:
        return self.incoming


class Failure(Answer):
    """Why and when the last attempt failed, or why work was taken back: SUPERSEDED, CANCELED."""

    reason: str
    detail: str
    at: datetime | None


class Job(Answer):
    """The check of one document."""

    operation_id: str
    document_id: str
    state: domain.JobState
    priority: Priority
    attempts: int
    created_at: datetime
    due_at: datetime
    check_id: str | None = Field(description="The stored check, once done; none where the work was taken back.")
    failure: Failure | None


class Operation(Answer):
    """The work of one request: `parked` once nothing is left but what failed for good."""

    id: str
    state: domain.JobState
    created_at: datetime
    jobs: list[Job]


class Receipt(Answer):
    """What became of a document: `unchanged` came before, `outdated` came after a newer version; neither is stored."""

    document_id: str
    verdict: versions.Verdict
    operation_id: str = Field(description="The operation that works, or worked, on it or on what it repeats.")


class Acceptance(Operation):
    """An operation, and what became of each document of the request; where nothing was new an earlier operation."""

    documents: list[Receipt]
    refused: list[FieldError] = Field(description="Faults of items of a feed or message that were left out.")

    @classmethod
    def of(cls, accepted: Accepted) -> "Acceptance":
        operation = Operation.model_validate(accepted.operation)
        receipts = [Receipt.model_validate(receipt) for receipt in accepted.receipts]
        refused = [field_error(fault) for fault in accepted.refused]
        return cls(**operation.model_dump(), documents=receipts, refused=refused)


class Retried(BaseModel):
    """How many pieces of parked work wait again."""

    jobs: int


class JobPage(BaseModel):
    jobs: list[Job]
    counts: dict[domain.JobState, int]
    next_page_token: str = Field(description="Empty at the end.")
