"""What the gateway asks about sources and tells about outcomes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from gateway.domain.claims import Claim, EvidenceKind, Quantity, SpeakerKind, Stance
from gateway.domain.clashes import SourceReliability

_LONGEST_NAME = 300


class SourceRole(StrEnum):
    """What a bare name stands for."""

    SPEAKER = "speaker"
    PUBLISHER = "publisher"


@dataclass(frozen=True)
class ReliabilityQuery:
    """A source (id, name or domain) in one cell of topic, evidence kind and stance; missing means all."""

    source: str
    role: SourceRole
    topic: str = ""
    evidence_kind: EvidenceKind | None = None
    stance: Stance | None = None
    speaker_kind: SpeakerKind = SpeakerKind.UNSPECIFIED


@dataclass(frozen=True)
class Support:
    """Who stands behind one of two competing claims."""

    query: ReliabilityQuery
    origin_id: str
    denial: bool
    confidence: float


@dataclass(frozen=True)
class Contender:
    """One of the claims that exclude each other, who stands behind it, and the figure it states where that decides."""

    claim_id: str
    supports: tuple[Support, ...]
    quantity: Quantity | None = None


@dataclass(frozen=True)
class Contribution:
    """One outcome's share of a mean."""

    outcome_id: str
    effect: float
    leave_one_out: float
    event_time: datetime | None


@dataclass(frozen=True)
class Reasons:
    """Why a number is what it is: prior_share * prior_mean + contributions + rest is the mean."""

    prior_mean: float
    prior_origin: str
    prior_share: float
    contributions: tuple[Contribution, ...]
    rest: float
    decayed: float
    folded_copies: int
    text: str


@dataclass(frozen=True)
class SourceReport:
    """A source's reliability with its reasons and an editor's override, where one is in force."""

    reliability: SourceReliability
    display_name: str
    reasons: Reasons | None
    override_reason: str | None


@dataclass(frozen=True)
class Override:
    """An editor's word instead of what was learnt about a source; a missing mean takes it back."""

    source: str
    mean: float | None
    reason: str
    editor: str


@dataclass(frozen=True)
class Outcome:
    """An audited result; recording the same id again changes nothing."""

    id: str
    source: ReliabilityQuery
    claim_id: str
    right: float
    event_time: datetime
    origin_id: str
    confidence: float
    supersedes: str
    reason: str


@dataclass(frozen=True)
class Shift:
    """A jump of a source's reliability in a topic."""

    source_id: str
    before: float
    after: float
    topic: str


@dataclass(frozen=True)
class SourceNames:
    """Other names of a source, and the whole it is a part of."""

    source: str
    aliases: tuple[str, ...]
    parent: str | None


@dataclass(frozen=True)
class RecordedOutcome:
    """An outcome in a source's track record."""

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


def speaker_query(claim: Claim, publisher: str | None) -> ReliabilityQuery | None:
    """Who answers for the claim: its speaker, or the publisher where the document speaks in its own voice.

    None where nobody is named.
    """
    if claim.is_narration:
        return publisher_query(claim, publisher)
    return _query(claim, claim.speaker.name, SourceRole.SPEAKER)


def publisher_query(claim: Claim, publisher: str | None) -> ReliabilityQuery | None:
    return _query(claim, publisher, SourceRole.PUBLISHER) if publisher else None


def _query(claim: Claim, source: str, role: SourceRole) -> ReliabilityQuery | None:
    if len(source) > _LONGEST_NAME or not any(character.isalnum() for character in source):
        return None
    return ReliabilityQuery(
        source=source,
        role=role,
        topic=claim.event.type if claim.event else "",
        evidence_kind=claim.evidence_kind,
        stance=claim.stance,
        speaker_kind=claim.speaker.kind if role is SourceRole.SPEAKER else SpeakerKind.MEDIA,
    )
