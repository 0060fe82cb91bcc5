"""Work that was accepted and is done later."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from gateway.api.schemas.base import Answer
from gateway.api.schemas.documents import DocumentIn
from gateway.domain import work as domain


class DocumentsIn(BaseModel):
    """Documents to store now and check later."""

    documents: Annotated[list[DocumentIn], Field(min_length=1)]


class Failure(Answer):
    """Why the last attempt failed."""

    reason: str
    detail: str


class Job(Answer):
    """The check of one document."""

    operation_id: str
    document_id: str
    state: domain.JobState
    attempts: int
    due_at: datetime
    check_id: str | None = Field(description="The stored check, once done.")
    failure: Failure | None


class Operation(Answer):
    """The work of one request: `parked` once nothing is left but what failed for good."""

    id: str
    state: domain.JobState
    created_at: datetime
    jobs: list[Job]


class JobPage(BaseModel):
    jobs: list[Job]
    counts: dict[domain.JobState, int]
    next_page_token: str = Field(description="Empty at the end.")
