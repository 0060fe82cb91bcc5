"""What a check is asked and what it answers."""

from typing import Annotated

from pydantic import Field

from gateway.api.schemas.base import Answer, Request
from gateway.api.schemas.claims import ArchivedDocument, Claim
from gateway.api.schemas.clashes import Clash
from gateway.api.schemas.documents import DocumentIn
from gateway.api.schemas.thresholds import Thresholds
from gateway.domain import checks as domain
from gateway.domain.thresholds import NO_THRESHOLDS


class CheckIn(Request):
    """Documents to check; `documents` compares them with each other only and stores nothing."""

    documents: Annotated[list[DocumentIn], Field(min_length=1)]
    against: domain.Against = domain.Against.BOTH
    max_pairs: Annotated[int, Field(ge=1, le=100_000, strict=True)] | None = Field(
        None, description="Model passes allowed; 2,000 unless configured otherwise."
    )

    thresholds: Thresholds | None = Field(None, description="Thresholds of this call; those of the key where missing.")

    def to_domain(self, key_id: str) -> domain.CheckRequest:
        documents = tuple(document.to_domain() for document in self.documents)
        thresholds = self.thresholds.to_domain() if self.thresholds else NO_THRESHOLDS
        return domain.CheckRequest(documents, self.against, self.max_pairs, thresholds, key_id)


class Skipped(Answer):
    start: int
    end: int
    reason: str


class Coverage(Answer):
    """How much of a document was read."""

    id: str
    characters: int
    characters_read: int
    skipped: list[Skipped]


class Update(Answer):
    """A later claim that replaces an earlier one."""

    earlier: str
    later: str
    reason: str


class Degraded(Answer):
    """A part that gave less than usual."""

    part: str
    document_id: str | None
    reason: str


class Model(Answer):
    name: str
    sha256: str


class Models(Answer):
    nli: Model | None
    extraction: Model | None


class Timings(Answer):
    extraction: int
    contradiction: int
    reliability: int
    total: int


class Check(Answer):
    """The claims of the documents, and which of them clash."""

    id: str
    documents: list[Coverage]
    claims: list[Claim]
    clashes: list[Clash]
    unsure: list[Clash] = Field(description="Between the two thresholds; never sent as an event.")
    updates: list[Update]
    degraded: list[Degraded]
    models: Models
    timings_ms: Timings

    @classmethod
    def of(cls, answer: domain.CheckAnswer) -> "Check":
        check = cls.model_validate(answer)
        for claim in check.claims:
            if summary := answer.archived.get(claim.document_id):
                claim.document = ArchivedDocument.model_validate(summary)
        return check
