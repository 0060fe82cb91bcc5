"""Where a reliability starts before any outcome: ratings, the parent source, or what kind of source it is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from source_reliability.domain.cells import Slice
from source_reliability.domain.config import ModelConfig

PUBLISHER_MEAN = 0.65
SPEAKER_MEANS = {
    "person": 0.6,
    "government": 0.6,
    "military": 0.6,
    "company": 0.6,
    "agency": 0.7,
    "court": 0.75,
    "media": 0.65,
    "witness": 0.6,
    "document": 0.7,
    "unnamed": 0.5,
    "organisation": 0.6,
    "": 0.6,
}
"""By kind of speaker, never by who the speaker is; starting values until outcomes say otherwise."""

_DISINTERESTED = frozenset({"agency", "court", "media", "witness", "document"})
_INTERESTED_DENIAL = 0.9 / (0.8 + 0.9)
_DISINTERESTED_DENIAL = 0.7 / (0.1 + 0.7)
"""Denials say almost nothing where the denier has a stake: of true and false accusations .8 and .9 are denied."""

_EVIDENCE_LOGITS = {
    "video": 0.3,
    "image": 0.2,
    "audio": 0.2,
    "satellite": 0.4,
    "document": 0.3,
    "official_record": 0.6,
    "data": 0.4,
    "none": -0.2,
}
MAX_RATING_STRENGTH = 6.0


@dataclass(frozen=True, slots=True)
class Prior:
    """A mean, how many outcomes it counts as, and where it comes from."""

    mean: float
    strength: float
    origin: str


@dataclass(frozen=True, slots=True)
class RatedBy:
    """A list's score for a source, 0 to 1."""

    list_name: str
    list_version: str
    score: float
    strength: float


def kind_prior(source_id: str, speaker_kind: str, wanted: Slice, config: ModelConfig) -> Prior:
    """Prior of a source nothing is known of but its kind."""
    publisher = source_id.startswith("domain:")
    mean = PUBLISHER_MEAN if publisher else SPEAKER_MEANS[speaker_kind]
    if wanted.side == "deny":
        disinterested = publisher or speaker_kind in _DISINTERESTED
        mean = _DISINTERESTED_DENIAL if disinterested else _INTERESTED_DENIAL
    kind = "publisher" if publisher else speaker_kind or "speaker"
    return Prior(_shifted(mean, wanted), config.default_prior_strength, f"default for kind {kind}")


def rated_prior(ratings: Sequence[RatedBy], wanted: Slice) -> Prior:
    """Prior of a rated source: .45 + .40 score, lists weighed by their strength, 6 outcomes together at most."""
    strength = math.fsum(rating.strength for rating in ratings)
    score = math.fsum(rating.strength * rating.score for rating in ratings) / strength
    origin = " and ".join(f"list {rating.list_name} {rating.list_version}".rstrip() for rating in ratings)
    return Prior(_shifted(0.45 + 0.40 * score, wanted), min(strength, MAX_RATING_STRENGTH), origin)


def _shifted(mean: float, wanted: Slice) -> float:
    shift = _EVIDENCE_LOGITS.get(wanted.evidence, 0.0)
    return 1.0 / (1.0 + math.exp(-(math.log(mean / (1.0 - mean)) + shift))) if shift else mean
