"""Pages of a list and what may be asked of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from gateway.domain.claims import EvidenceKind, Stance
from gateway.domain.clashes import ClashKind, State

Item = TypeVar("Item")


@dataclass(frozen=True)
class PageRequest:
    """At most `size` items after the place an earlier page ended at."""

    size: int
    token: str = ""


@dataclass(frozen=True)
class Page(Generic[Item]):
    """`next_token` is empty at the end."""

    items: tuple[Item, ...]
    next_token: str


class Order(StrEnum):
    """What stands first in a list of clashes."""

    NEWEST = "newest"
    MOST_SEVERE = "most_severe"


@dataclass(frozen=True)
class ClashFilter:
    """Every condition that is set must hold; `source` and `speaker` may stand on either side."""

    kind: ClashKind | None = None
    state: State | None = None
    source: str | None = None
    speaker: str | None = None
    document_id: str | None = None
    opened_from: datetime | None = None
    opened_before: datetime | None = None
    least_severity: float | None = None


@dataclass(frozen=True)
class ClaimFilter:
    """Every condition that is set must hold; all `words` must occur. The newest claims come first."""

    words: str = ""
    stance: Stance | None = None
    evidence_kind: EvidenceKind | None = None
    speaker: str | None = None
    source: str | None = None
    document_id: str | None = None
    published_from: datetime | None = None
    published_before: datetime | None = None
