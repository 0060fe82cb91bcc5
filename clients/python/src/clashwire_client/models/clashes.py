"""Clashes with their sides and their history."""

from datetime import datetime

from clashwire_client.models.base import Answer
from clashwire_client.models.claims import Quote, Span, Speaker


class SourceReliability(Answer):
    """Estimated probability that a source's claims turn out right, with a 90 % interval."""

    source_id: str | None
    mean: float | None
    low: float | None
    high: float | None
    outcomes: float | None
    status: str


class SideReliability(Answer):
    speaker: SourceReliability
    publisher: SourceReliability


class Side(Answer):
    """One claim of a clash; `decisive` spans count in the quote's part."""

    claim_id: str
    document_id: str
    quote: Quote
    decisive: tuple[Span, ...]
    speaker: Speaker
    stance: str
    evidence_kind: str
    reliability: SideReliability


class Lean(Answer):
    """Which side is likelier."""

    claim_id: str | None
    probability: float | None
    status: str


class Clash(Answer):
    """Two claims that cannot both hold; `id` is missing where nothing was stored."""

    id: str | None
    kind: str
    probability: float
    severity: float
    state: str
    sides: tuple[Side, Side]
    lean: Lean
    explanation: str
    folded_claim_ids: tuple[str, ...] = ()


class HistoryEntry(Answer):
    """One change of a clash's state; with `proposed` set it waits for a second reviewer."""

    at: datetime
    from_state: str | None
    to_state: str
    actor: str
    reason: str
    right_side: str | None
    proposed: str | None = None


class StoredClash(Clash):
    """A clash in the archive; `version` counts its changes of state, `pending` waits for a second reviewer."""

    id: str
    version: int
    opened_at: datetime
    updated_at: datetime
    history: tuple[HistoryEntry, ...]
    pending: HistoryEntry | None = None
