"""Outcomes: audited results as a caller sends them, and as they stand in the ledger."""

import hashlib
import json
from dataclasses import dataclass, fields
from operator import attrgetter

from source_reliability.domain.cells import CellKey, Observation
from source_reliability.domain.config import RESOLVER_WEIGHTS


@dataclass(frozen=True, slots=True)
class Outcome:
    """This claim of this source was right with probability `right`; its id is the caller's."""

    outcome_id: str
    source_id: str
    right: float
    resolver: str
    event_us: int
    display_name: str = ""
    speaker_kind: str = ""
    topic: str = ""
    evidence: str = ""
    stance: str = ""
    claim_id: str = ""
    origin_id: str = ""
    confidence: float = 1.0
    supersedes: str = ""
    reason: str = ""

    @property
    def key(self) -> CellKey:
        return CellKey(self.topic, self.evidence or "none", "deny" if self.stance == "denies" else "assert")

    @property
    def weight(self) -> float:
        return RESOLVER_WEIGHTS[self.resolver] * self.confidence

    @property
    def origin_group(self) -> str:
        """Outcomes of one group share one observation: all outlets of an origin, or one speaker in it."""
        if not self.origin_id:
            return ""
        return f"{'outlets' if self.source_id.startswith('domain:') else self.source_id}|{self.origin_id}"

    def observation(self, copies: int, generation: int, *, stands: bool = True) -> Observation:
        weight = self.weight if stands else 0.0
        group = self.origin_group
        return Observation(
            self.source_id, self.outcome_id, self.key, self.right, weight, self.event_us, copies, generation, group
        )

    def payload_hash(self, salt: bytes) -> str:
        """Hash of the content; the salt keeps an erased payload from being guessed.

        Empty parts are left out, so that a part added later does not change the hashes there are.
        """
        parts = zip(_PARTS, _parts(self), strict=True)
        content = _written({name: part for name, part in parts if part != ""})
        return hashlib.sha256(salt + content.encode()).hexdigest()


_PARTS = tuple(field.name for field in fields(Outcome))
_parts = attrgetter(*_PARTS)
_written = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of a tenant's ledger; `salt` is None once the payload was erased."""

    sequence: int
    outcome: Outcome
    recorded_us: int
    generation: int
    config_version: str
    salt: bytes | None
    payload_hash: str
    previous_hash: str
    replaced_us: int | None = None

    @property
    def hash(self) -> str:
        """Hash over the previous link and everything of this one that is never erased."""
        content = [
            self.previous_hash,
            self.sequence,
            self.outcome.outcome_id,
            self.payload_hash,
            self.recorded_us,
            self.generation,
            self.config_version,
        ]
        return hashlib.sha256(_written(content).encode()).hexdigest()
