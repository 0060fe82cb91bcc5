"""Constants of the reliability model; any change of them is a new configuration version."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

EVIDENCE_KINDS = (
    "statement",
    "video",
    "image",
    "audio",
    "satellite",
    "document",
    "official_record",
    "eyewitness",
    "data",
    "none",
)
SPEAKER_KINDS = (
    "person",
    "government",
    "military",
    "company",
    "agency",
    "court",
    "media",
    "witness",
    "document",
    "unnamed",
    "organisation",
)
RESOLVER_WEIGHTS: Mapping[str, float] = {"editor": 1.0, "correction": 0.5, "model": 0.05}
"""How many observations one outcome counts for, by who found out."""


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """Numbers the model runs on; strengths count in outcomes.

    Half-lives, tightness and the change detector are starting values; `--fit` tells which strengths and tightness
    audited outcomes speak for.
    """

    half_life_days: float = 180.0
    half_life_days_by_evidence: Mapping[str, float] = field(default_factory=dict)
    default_prior_strength: float = 3.0
    parent_tightness: float = 6.0
    evidence_tightness: float = 8.0
    topic_tightness: float = 12.0
    temper: float = 0.5
    abstain_odds: float = 4.0
    alarm_threshold: float = 4.5
    alarm_slack: float = 0.5

    def half_life(self, evidence: str) -> float:
        return self.half_life_days_by_evidence.get(evidence, self.half_life_days)

    @property
    def version(self) -> str:
        content = json.dumps(asdict(self), sort_keys=True, default=dict)
        return f"abr-2.{hashlib.sha256(content.encode()).hexdigest()[:8]}"
