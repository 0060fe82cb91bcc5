"""Sources and their track records."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from gateway.api.schemas.base import Answer, Request
from gateway.api.schemas.clashes import SourceReliability
from gateway.api.schemas.documents import Line
from gateway.domain.claims import EvidenceKind, Stance
from gateway.domain.reliability import SourceReport


class Contribution(Answer):
    outcome_id: str
    effect: float
    leave_one_out: float
    event_time: datetime | None


class Reasons(Answer):
    """Why a number is what it is: prior_share * prior_mean + contributions + rest is the mean."""

    prior_mean: float
    prior_origin: str
    prior_share: float
    contributions: list[Contribution]
    rest: float
    decayed: float
    folded_copies: int
    text: str


class Source(SourceReliability):
    """A source's reliability over all topics, with its reasons."""

    display_name: str
    reasons: Reasons | None
    override_reason: str | None

    @classmethod
    def of(cls, report: SourceReport) -> "Source":
        return cls(
            **dict(SourceReliability.model_validate(report.reliability)),
            display_name=report.display_name,
            reasons=Reasons.model_validate(report.reasons) if report.reasons else None,
            override_reason=report.override_reason,
        )


class Outcome(Answer):
    """An audited result: this claim was right (1) or wrong (0)."""

    id: str
    source_id: str
    claim_id: str
    right: float
    resolver: str
    topic: str
    evidence_kind: EvidenceKind | None
    stance: Stance | None
    event_time: datetime | None
    recorded_at: datetime | None
    supersedes: str | None
    reason: str


class OverrideIn(Request):
    """An editor's own number for a source; null clears it."""

    mean: Annotated[float, Field(ge=0, le=1, strict=True)] | None
    reason: Annotated[Line, Field(max_length=2_000)]
    editor: Annotated[Line, Field(max_length=200)] | None = Field(None, description="The key's name where missing.")


class NamesIn(Request):
    """Other names of a source, added to those known; `parent` is the whole it is a part of, null for none."""

    aliases: Annotated[list[Annotated[Line, Field(max_length=300)]], Field(max_length=100)]
    parent: Annotated[Line, Field(max_length=300)] | None = None


class Names(Answer):
    """All names of a source."""

    source: str
    aliases: list[str]
    parent: str | None


class OutcomePage(BaseModel):
    outcomes: list[Outcome]
    next_page_token: str = Field(description="Empty at the end.")
