"""Sources and their track records."""

from datetime import datetime

from clashwire_client.models.base import Answer
from clashwire_client.models.clashes import SourceReliability


class Contribution(Answer):
    """What one outcome adds to the number."""

    outcome_id: str
    effect: float
    leave_one_out: float
    event_time: datetime | None


class Reasons(Answer):
    """Why a number is what it is: prior_share * prior_mean + contributions + rest is the mean."""

    prior_mean: float
    prior_origin: str
    prior_share: float
    contributions: tuple[Contribution, ...]
    rest: float
    decayed: float
    folded_copies: int
    text: str


class Source(SourceReliability):
    """A source's reliability over all topics, with its reasons."""

    display_name: str
    reasons: Reasons | None
    override_reason: str | None


class Outcome(Answer):
    """An audited result: this claim was right (1) or wrong (0)."""

    id: str
    source_id: str
    claim_id: str
    right: float
    resolver: str
    topic: str
    evidence_kind: str | None
    stance: str | None
    event_time: datetime | None
    recorded_at: datetime | None
    supersedes: str | None
    reason: str


class Names(Answer):
    """All names of a source."""

    source: str
    aliases: tuple[str, ...]
    parent: str | None
