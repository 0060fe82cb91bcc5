"""Claims: who puts forward what, where it stands."""

from datetime import datetime

from clashwire_client.models.base import Answer


class Span(Answer):
    """Unicode code points, end exclusive."""

    start: int
    end: int


class Quote(Answer):
    """Verbatim: text[start:end] of the part, which is text, title or caption."""

    part: str
    start: int
    end: int
    text: str
    media_index: int | None = None


class Speaker(Answer):
    """Whoever makes a claim; "author" for the document's own voice."""

    name: str
    affiliation: str | None
    kind: str


class Entity(Answer):
    text: str
    type: str
    role: str


class ClaimedEvent(Answer):
    """What happened, according to a claim."""

    head: str
    type: str


class TimeRange(Answer):
    start: datetime | None
    end: datetime | None


class Quantity(Answer):
    value: float
    bound: str
    unit: str | None
    of: str | None
    as_of: datetime | None
    upper: float | None = None


class ResolvedFrom(Answer):
    """The words a proposition was resolved from."""

    start: int
    end: int
    text: str
    document_id: str | None = None


class ArchivedDocument(Answer):
    """Where an archived claim stands."""

    id: str
    url: str | None
    source: str | None
    title: str | None
    published_at: datetime | None


class Claim(Answer):
    """One checkable proposition put forward in a document by a speaker; `proposition` is always positive."""

    id: str
    document_id: str
    quote: Quote
    sentence: Span
    proposition: str | None
    needs_context: bool
    speaker: Speaker
    source_chain: tuple[str, ...]
    cue: str | None
    rule: str | None
    stance: str
    subtype: str | None
    modality: str
    speaker_commitment: str | None
    author_commitment: str | None
    evidence_kind: str
    responds_to: tuple[str, ...]
    resolved_from: ResolvedFrom | None
    entities: tuple[Entity, ...]
    event: ClaimedEvent | None
    places: tuple[str, ...]
    time: TimeRange | None
    quantities: tuple[Quantity, ...]
    check_worthiness: float
    confidence: float
    document: ArchivedDocument | None = None
