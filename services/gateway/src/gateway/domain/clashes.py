"""A clash: two claims that cannot both hold, with its state and its history."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from gateway.domain.access import OPEN_KEY_ID
from gateway.domain.claims import Claim, EvidenceKind, Quote, Span, Speaker, Stance


class ClashKind(StrEnum):
    """The first that fits."""

    REVERSAL = "reversal"
    OFFICIAL_VS_EYEWITNESS = "official_vs_eyewitness"
    DENIAL_VS_EVIDENCE = "denial_vs_evidence"
    DENIAL_VS_ASSERTION = "denial_vs_assertion"
    NUMERIC = "numeric"
    TEMPORAL = "temporal"
    LOCATION = "location"
    IDENTITY = "identity"
    CAUSAL = "causal"
    ANTONYM = "antonym"
    NEGATION = "negation"


class State(StrEnum):
    """Where a clash stands."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    RESOLVED = "resolved"
    RETRACTED = "retracted"


class ReliabilityStatus(StrEnum):
    """Where a reliability number comes from."""

    OK = "ok"
    PRIOR_ONLY = "prior_only"
    UNAVAILABLE = "unavailable"


class LeanStatus(StrEnum):
    """Whether one side is likelier."""

    LEANING = "leaning"
    UNDETERMINED = "undetermined"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True)
class SourceReliability:
    """How reliable a source has been here, with a 90 % interval; empty where it is unavailable."""

    source_id: str | None = None
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    outcomes: float | None = None
    status: ReliabilityStatus = ReliabilityStatus.UNAVAILABLE


@dataclass(frozen=True)
class SideReliability:
    """Of who says it and of who publishes it."""

    speaker: SourceReliability = SourceReliability()
    publisher: SourceReliability = SourceReliability()


@dataclass(frozen=True)
class Side:
    """One claim of a clash; `decisive` spans count in the quote's part."""

    claim_id: str
    document_id: str
    quote: Quote
    decisive: tuple[Span, ...]
    speaker: Speaker
    stance: Stance
    evidence_kind: EvidenceKind
    reliability: SideReliability = SideReliability()


@dataclass(frozen=True)
class Lean:
    """Which side is likelier."""

    claim_id: str | None = None
    probability: float | None = None
    status: LeanStatus = LeanStatus.UNAVAILABLE


@dataclass(frozen=True)
class Clash:
    """Exactly two sides; `id` is missing where nothing is stored."""

    id: str | None
    kind: ClashKind
    probability: float
    severity: float
    state: State
    sides: tuple[Side, Side]
    lean: Lean
    explanation: str
    folded_claim_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class HistoryEntry:
    """One change of state: who did it, from where to where, and why.

    An entry with a `proposed` verdict changes nothing yet: a second reviewer must agree.
    """

    at: datetime
    from_state: State | None
    to_state: State
    actor: str
    reason: str
    right_side: str | None = None
    proposed: State | None = None


@dataclass(frozen=True)
class StoredClash:
    """A clash in the archive; `version` counts its changes, `fingerprint` outlives ids of documents.

    `key_id` names the key whose documents opened it.
    """

    clash: Clash
    fingerprint: str
    publishers: tuple[str | None, str | None]
    version: int
    opened_at: datetime
    updated_at: datetime
    history: tuple[HistoryEntry, ...]
    key_id: str = OPEN_KEY_ID

    @property
    def state(self) -> State:
        return self.clash.state

    @property
    def pending(self) -> HistoryEntry | None:
        """The verdict that waits for a second reviewer."""
        last = self.history[-1]
        return last if last.proposed else None

    @property
    def decision(self) -> HistoryEntry:
        """The last entry that took effect."""
        return next(entry for entry in reversed(self.history) if not entry.proposed)

    def moved(self, entry: HistoryEntry) -> "StoredClash":
        """Return the clash in the state the entry leads to."""
        return replace(
            self,
            clash=replace(self.clash, state=entry.to_state),
            version=self.version + 1,
            updated_at=entry.at,
            history=(*self.history, entry),
        )


def side_of(claim: Claim, decisive: tuple[Span, ...]) -> Side:
    return Side(
        claim_id=claim.id,
        document_id=claim.document_id,
        quote=claim.quote,
        decisive=decisive,
        speaker=claim.speaker,
        stance=claim.stance,
        evidence_kind=claim.evidence_kind,
    )


def fingerprint(sides: Sequence[Side]) -> str:
    """Digest of what both sides say, whatever document they stand in: the same story sent again has the same one."""
    said = sorted(" ".join(f"{side.speaker.name}\0{side.stance}\0{side.quote.text}".split()) for side in sides)
    return hashlib.sha256("\1".join(said).encode()).hexdigest()[:32]
