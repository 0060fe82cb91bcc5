"""Work that was accepted and is done later."""

from datetime import datetime

from clashwire_client.models.base import Answer
from clashwire_client.models.problems import FieldError

ENDED = ("done", "parked")


class Failure(Answer):
    """Why and when the last attempt failed, or why work was taken back."""

    reason: str
    detail: str
    at: datetime | None = None


class Job(Answer):
    """The check of one document; `check_id` is there once it is done."""

    operation_id: str
    document_id: str
    state: str
    priority: str = "normal"
    attempts: int
    created_at: datetime | None = None
    due_at: datetime
    check_id: str | None
    failure: Failure | None


class Operation(Answer):
    """The work of one request: `parked` once nothing is left but what failed for good."""

    id: str
    state: str
    created_at: datetime
    jobs: tuple[Job, ...]

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED


class Retried(Answer):
    """How many pieces of parked work wait again."""

    jobs: int


class Receipt(Answer):
    """What became of a document: `unchanged` came before, `outdated` came after a newer version."""

    document_id: str
    verdict: str
    operation_id: str


class Acceptance(Operation):
    """An operation, and what became of each document; an earlier one where nothing was new. `refused` were left out."""

    documents: tuple[Receipt, ...] = ()
    refused: tuple[FieldError, ...] = ()
