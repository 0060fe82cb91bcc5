"""What goes into extraction and what comes out of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Stance(StrEnum):
    ASSERTS = "asserts"
    DENIES = "denies"
    ALLEGES = "alleges"
    CONFIRMS = "confirms"
    QUESTIONS = "questions"
    NO_COMMENT = "no_comment"
    REPORTS_EVIDENCE = "reports_evidence"
    PREDICTS = "predicts"


class Modality(StrEnum):
    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    FUTURE = "future"
    CONDITIONAL = "conditional"
    HYPOTHETICAL = "hypothetical"
    OBLIGATION = "obligation"


class EvidenceKind(StrEnum):
    STATEMENT = "statement"
    VIDEO = "video"
    IMAGE = "image"
    AUDIO = "audio"
    SATELLITE = "satellite"
    DOCUMENT = "document"
    OFFICIAL_RECORD = "official_record"
    EYEWITNESS = "eyewitness"
    DATA = "data"
    NONE = "none"


class Part(StrEnum):
    TEXT = "text"
    TITLE = "title"
    CAPTION = "caption"


class SpeakerKind(StrEnum):
    PERSON = "person"
    GOVERNMENT = "government"
    MILITARY = "military"
    COMPANY = "company"
    AGENCY = "agency"
    COURT = "court"
    MEDIA = "media"
    WITNESS = "witness"
    DOCUMENT = "document"
    UNNAMED = "unnamed"
    ORGANISATION = "organisation"


class Bound(StrEnum):
    EXACTLY = "exactly"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of Unicode code points in one part of a document."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """The verbatim words behind a claim: exactly part[start:end]."""

    part: Part
    start: int
    end: int
    text: str
    media_index: int = 0


@dataclass(frozen=True, slots=True)
class ResolvedFrom:
    """Words a proposition was resolved from; `document_id` is empty for the claim's own document."""

    start: int
    end: int
    text: str
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    affiliation: str = ""
    kind: SpeakerKind = SpeakerKind.UNNAMED


@dataclass(frozen=True, slots=True)
class Entity:
    text: str
    type: str
    role: str = "other"


@dataclass(frozen=True, slots=True)
class Event:
    head: str
    type: str = "other"


@dataclass(frozen=True, slots=True)
class TimeRange:
    """Half-open range of instants in UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and what it counts; `upper` is set for ranges only."""

    value: float
    bound: Bound = Bound.EXACTLY
    unit: str = ""
    of: str = ""
    upper: float | None = None
    as_of: datetime | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable proposition put forward in a document by a speaker."""

    id: str
    quote: Quote
    sentence: Span
    proposition: str | None
    speaker: Speaker
    stance: Stance
    modality: Modality = Modality.CERTAIN
    evidence_kind: EvidenceKind = EvidenceKind.STATEMENT
    needs_context: bool = False
    source_chain: tuple[str, ...] = ()
    cue: str = ""
    cue_spans: tuple[Span, ...] = ()
    rule: str = ""
    subtype: str = ""
    speaker_commitment: str = "CT+"
    author_commitment: str = "Uu"
    responds_to: tuple[str, ...] = ()
    resolved_from: ResolvedFrom | None = None
    entities: tuple[Entity, ...] = ()
    event: Event | None = None
    places: tuple[str, ...] = ()
    time: TimeRange | None = None
    quantities: tuple[Quantity, ...] = ()
    check_worthiness: float = 0.5
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Document:
    """One published item; only the text is required."""

    text: str
    id: str = ""
    title: str = ""
    source: str = ""
    language: str = ""
    published_at: datetime | None = None
    captions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SkippedSpan:
    """A stretch of the text that was not read."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """The claims of one document and what was left unread, with reasons."""

    claims: tuple[Claim, ...] = ()
    characters: int = 0
    characters_read: int = 0
    skipped: tuple[SkippedSpan, ...] = ()
    degraded: str = ""
    language: str = ""
