"""Claims as the contract shows them."""

from datetime import datetime

from pydantic import BaseModel, Field

from gateway.api.schemas.base import Answer, Optional, Probability
from gateway.domain.claims import Bound, EvidenceKind, Modality, Part, SpeakerKind, Stance


class Span(Answer):
    """Unicode code points, end exclusive."""

    start: int
    end: int


class Quote(Answer):
    """Verbatim: the part's text[start:end]."""

    part: Part
    start: int
    end: int
    text: str
    media_index: int | None = Optional


class Speaker(Answer):
    name: str = Field(description='"author" for the document\'s own voice.')
    affiliation: str | None
    kind: SpeakerKind


class Entity(Answer):
    text: str
    type: str
    role: str


class Event(Answer):
    head: str
    type: str


class TimeRange(Answer):
    start: datetime | None
    end: datetime | None


class Quantity(Answer):
    value: float
    upper: float | None = Optional
    bound: Bound
    unit: str | None
    of: str | None
    as_of: datetime | None


class ResolvedFrom(Answer):
    """The words a proposition was resolved from."""

    start: int
    end: int
    text: str
    document_id: str | None = Optional


class ArchivedDocument(Answer):
    """Where an archived claim stands."""

    id: str
    url: str | None
    source: str | None
    title: str | None
    published_at: datetime | None


class Claim(Answer):
    """One checkable proposition put forward in a document by a speaker."""

    id: str
    document_id: str
    quote: Quote
    sentence: Span
    proposition: str | None = Field(description="Always positive: for a denial the thing denied.")
    needs_context: bool
    speaker: Speaker
    source_chain: list[str]
    cue: str | None
    rule: str | None
    stance: Stance
    subtype: str | None
    modality: Modality
    speaker_commitment: str | None
    author_commitment: str | None
    evidence_kind: EvidenceKind
    responds_to: list[str]
    resolved_from: ResolvedFrom | None
    entities: list[Entity]
    event: Event | None
    places: list[str]
    time: TimeRange | None
    quantities: list[Quantity]
    check_worthiness: Probability
    confidence: Probability
    document: ArchivedDocument | None = Optional


class ClaimPage(BaseModel):
    claims: list[Claim]
    next_page_token: str = Field(description="Empty at the end.")
