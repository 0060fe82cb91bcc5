"""A claim as the contract shows it: one checkable proposition put forward in a document by a speaker."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Stance(StrEnum):
    """How the speaker stands to the proposition."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ALLEGES = "alleges"
    CONFIRMS = "confirms"
    QUESTIONS = "questions"
    NO_COMMENT = "no_comment"
    REPORTS_EVIDENCE = "reports_evidence"
    PREDICTS = "predicts"


class Modality(StrEnum):
    """How certain or real the proposition is put."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    FUTURE = "future"
    CONDITIONAL = "conditional"
    HYPOTHETICAL = "hypothetical"
    OBLIGATION = "obligation"


class EvidenceKind(StrEnum):
    """What the claim rests on."""

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


class SpeakerKind(StrEnum):
    """What the speaker is."""

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
    UNSPECIFIED = "unknown"


class Part(StrEnum):
    """Which text of the document offsets count in."""

    TEXT = "text"
    TITLE = "title"
    CAPTION = "caption"


class Bound(StrEnum):
    """How the value of a quantity is to be read."""

    EXACTLY = "exactly"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    RANGE = "range"


@dataclass(frozen=True)
class Span:
    """A stretch of one part in Unicode code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class Quote:
    """The verbatim words: part[start:end]; `media_index` tells which caption."""

    part: Part
    start: int
    end: int
    text: str
    media_index: int | None = None


@dataclass(frozen=True)
class Speaker:
    name: str
    affiliation: str | None
    kind: SpeakerKind


@dataclass(frozen=True)
class Entity:
    text: str
    type: str
    role: str


@dataclass(frozen=True)
class Event:
    head: str
    type: str


@dataclass(frozen=True)
class TimeRange:
    """A period; either end may be missing."""

    start: datetime | None
    end: datetime | None


@dataclass(frozen=True)
class Quantity:
    """An amount; `upper` only where the bound is a range."""

    value: float
    upper: float | None
    bound: Bound
    unit: str | None
    of: str | None
    as_of: datetime | None
    span: Span | None = None


@dataclass(frozen=True)
class ResolvedFrom:
    """The words a proposition was resolved from; `document_id` only where they stand in another document."""

    start: int
    end: int
    text: str
    document_id: str | None = None


@dataclass(frozen=True)
class Claim:
    """`proposition` is positive, and missing where it could not be resolved (`needs_context`)."""

    id: str
    document_id: str
    quote: Quote
    sentence: Span
    proposition: str | None
    needs_context: bool
    speaker: Speaker
    source_chain: tuple[str, ...]
    cue: str | None
    cue_spans: tuple[Span, ...]
    rule: str | None
    stance: Stance
    subtype: str | None
    modality: Modality
    speaker_commitment: str | None
    author_commitment: str | None
    evidence_kind: EvidenceKind
    responds_to: tuple[str, ...]
    resolved_from: ResolvedFrom | None
    entities: tuple[Entity, ...]
    event: Event | None
    places: tuple[str, ...]
    time: TimeRange | None
    quantities: tuple[Quantity, ...]
    check_worthiness: float
    confidence: float

    @property
    def is_narration(self) -> bool:
        """Whether the document speaks in its own voice."""
        return self.speaker.name == "author"
