"""Claims as the decision reads them: who says what, when, about which event, in which words."""

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


class SpeakerKind(StrEnum):
    UNKNOWN = "unknown"
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


class Part(StrEnum):
    TEXT = "text"
    TITLE = "title"
    CAPTION = "caption"


class Bound(StrEnum):
    EXACTLY = "exactly"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of code points in one part of a document."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """The verbatim words behind a claim: exactly part[start:end]."""

    start: int
    end: int
    text: str
    part: Part = Part.TEXT
    media_index: int = 0


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    affiliation: str = ""
    kind: SpeakerKind = SpeakerKind.UNKNOWN

    @property
    def is_author(self) -> bool:
        return self.name.strip().lower() in {"", "author"}


@dataclass(frozen=True, slots=True)
class Entity:
    text: str
    type: str = "MISC"
    role: str = "other"


@dataclass(frozen=True, slots=True)
class TimeRange:
    """Half-open period; either end may be missing."""

    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A counted or measured amount; `upper` counts for a range only."""

    value: float
    upper: float = 0.0
    bound: Bound = Bound.EXACTLY
    unit: str = ""
    of: str = ""
    as_of: datetime | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable proposition, positive, "" if unresolved, put forward in a document by a speaker."""

    id: str
    document_id: str
    quote: Quote
    sentence: Span
    proposition: str
    speaker: Speaker
    stance: Stance
    subtype: str = ""
    modality: Modality = Modality.CERTAIN
    evidence_kind: EvidenceKind = EvidenceKind.STATEMENT
    speaker_commitment: str = "CT+"
    cue: str = ""
    cue_spans: tuple[Span, ...] = ()
    responds_to: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()
    event_head: str = ""
    event_type: str = ""
    places: tuple[str, ...] = ()
    time: TimeRange | None = None
    quantities: tuple[Quantity, ...] = ()
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the document a claim stands in."""

    document_id: str
    source: str = ""
    published_at: datetime | None = None
    origin_id: str = ""
    opening: str = ""
