"""What a check is asked and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from gateway.domain.access import OPEN_KEY_ID
from gateway.domain.claims import Claim
from gateway.domain.clashes import Clash
from gateway.domain.documents import Document
from gateway.domain.thresholds import NO_THRESHOLDS, Thresholds


class Against(StrEnum):
    """What the claims of a check are compared with; only `documents` stores nothing."""

    DOCUMENTS = "documents"
    ARCHIVE = "archive"
    BOTH = "both"

    @property
    def stores(self) -> bool:
        return self is not Against.DOCUMENTS


@dataclass(frozen=True)
class CheckRequest:
    """Documents without ids get theirs in the check; missing `max_pairs` and `thresholds` are set elsewhere."""

    documents: tuple[Document, ...]
    against: Against = Against.BOTH
    max_pairs: int | None = None
    thresholds: Thresholds = NO_THRESHOLDS
    key_id: str = OPEN_KEY_ID


@dataclass(frozen=True)
class Skipped:
    """A stretch of text that was not read, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class Coverage:
    """How much of a document was read."""

    id: str
    characters: int
    characters_read: int
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True)
class Degraded:
    """A part of the system that gave less than usual, and why."""

    part: str
    document_id: str | None
    reason: str


@dataclass(frozen=True)
class Update:
    """A later claim that replaces an earlier one."""

    earlier: str
    later: str
    reason: str


@dataclass(frozen=True)
class Model:
    name: str
    sha256: str


@dataclass(frozen=True)
class Models:
    """Which models answered; `nli` is missing where there was nothing to compare."""

    nli: Model | None
    extraction: Model | None


@dataclass(frozen=True)
class Timings:
    """Milliseconds spent in each part."""

    extraction: int
    contradiction: int
    reliability: int
    total: int


@dataclass(frozen=True)
class DocumentSummary:
    """Where an archived claim stands."""

    id: str
    url: str | None
    source: str | None
    title: str | None
    published_at: datetime | None


@dataclass(frozen=True)
class CheckAnswer:
    """`archived` describes the documents of listed claims that were not part of the request."""

    id: str
    documents: tuple[Coverage, ...]
    claims: tuple[Claim, ...]
    archived: Mapping[str, DocumentSummary]
    clashes: tuple[Clash, ...]
    unsure: tuple[Clash, ...]
    updates: tuple[Update, ...]
    degraded: tuple[Degraded, ...]
    models: Models
    timings_ms: Timings
