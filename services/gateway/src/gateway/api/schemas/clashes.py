"""Clashes and reviews as the contract shows them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from gateway.api.schemas.base import Answer, Probability, Request
from gateway.api.schemas.claims import Quote, Span, Speaker
from gateway.api.schemas.documents import Line, Words
from gateway.domain import clashes as domain
from gateway.domain.claims import EvidenceKind, Stance
from gateway.domain.reviews import Review


class SourceReliability(Answer):
    """How reliable a source has been in such claims, with a 90 % interval."""

    source_id: str | None
    mean: Probability | None
    low: Probability | None
    high: Probability | None
    outcomes: float | None = Field(description="Effective number of outcomes behind it.")
    status: domain.ReliabilityStatus


class SideReliability(Answer):
    speaker: SourceReliability
    publisher: SourceReliability


class Side(Answer):
    """One claim of a clash; `decisive` spans count in the quote's part."""

    claim_id: str
    document_id: str
    quote: Quote
    decisive: list[Span]
    speaker: Speaker
    stance: Stance
    evidence_kind: EvidenceKind
    reliability: SideReliability


class Lean(Answer):
    """Which side is likelier."""

    claim_id: str | None
    probability: Probability | None
    status: domain.LeanStatus


class Clash(Answer):
    """Two claims that cannot both hold."""

    id: str | None = Field(description="Null where nothing was stored: always for an unsure pair.")
    kind: domain.ClashKind
    probability: Probability
    severity: Probability
    state: domain.State
    sides: Annotated[list[Side], Field(min_length=2, max_length=2)]
    lean: Lean
    explanation: str
    folded_claim_ids: list[str] = Field([], description="Copies of one origin that were folded into this clash.")


class HistoryEntry(Answer):
    at: datetime
    from_state: domain.State | None
    to_state: domain.State
    actor: str
    reason: str
    right_side: str | None
    proposed: domain.State | None = Field(
        None, description="The verdict where it changes nothing yet, since a second reviewer must agree."
    )


class StoredClash(Clash):
    """A clash in the archive."""

    version: int = Field(description="Counts its changes of state; also the ETag.")
    opened_at: datetime
    updated_at: datetime
    history: list[HistoryEntry]
    pending: HistoryEntry | None = Field(None, description="The verdict that waits for a second reviewer.")

    @classmethod
    def of(cls, stored: domain.StoredClash) -> "StoredClash":
        clash = Clash.model_validate(stored.clash)
        return cls(
            **dict(clash),
            version=stored.version,
            opened_at=stored.opened_at,
            updated_at=stored.updated_at,
            history=[HistoryEntry.model_validate(entry) for entry in stored.history],
            pending=HistoryEntry.model_validate(stored.pending) if stored.pending else None,
        )


class ClashPage(BaseModel):
    clashes: list[StoredClash]
    next_page_token: str = Field(description="Empty at the end.")


class ReviewIn(Request):
    """An editor's verdict. A resolution must name `right_side`, or null where neither side was right."""

    verdict: Literal["confirmed", "dismissed", "resolved"]
    right_side: Annotated[Line, Field(max_length=100)] | None = Field(
        None, description="Id of the claim that was right."
    )
    reason: Annotated[Words, Field(max_length=4_000)] = ""
    reviewer: Annotated[Line, Field(max_length=300)] | None = Field(None, description="The key's name where missing.")

    def to_domain(self, caller_name: str, expected_version: int | None) -> Review:
        return Review(
            verdict=domain.State(self.verdict),
            right_side=self.right_side,
            reason=self.reason,
            reviewer=self.reviewer or caller_name,
            expected_version=expected_version,
        )
