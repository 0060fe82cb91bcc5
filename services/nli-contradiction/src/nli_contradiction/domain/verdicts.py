"""What is decided about two claims: a clash of some kind, an update, or nothing."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from nli_contradiction.domain.claims import Span


class Verdict(StrEnum):
    CLASH = "clash"
    UPDATE = "update"
    COMPATIBLE = "compatible"
    GUARDED = "guarded"
    UNRELATED = "unrelated"


class ClashKind(StrEnum):
    """In order of precedence."""

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


class Basis(StrEnum):
    """What shows that two claims cannot both hold."""

    LINK = "link"
    LINKED_EVIDENCE = "linked_evidence"
    DENIED = "denied"
    NUMERIC = "numeric"
    TEMPORAL = "temporal"
    LOCATION = "location"
    IDENTITY = "identity"
    CAUSAL = "causal"
    ANTONYM = "antonym"
    NEGATION = "negation"


@dataclass(frozen=True, slots=True)
class Side:
    claim_id: str
    decisive: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two claims that cannot both hold; probabilities and severity lie in 0 to 1."""

    sides: tuple[Side, Side]
    kind: ClashKind
    probability: float
    severity: float
    explanation: str
    folded_claim_ids: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Stable for the pair of claims in either order."""
        ids = "|".join(sorted(side.claim_id for side in self.sides))
        return f"cls_{hashlib.sha256(ids.encode()).hexdigest()[:20]}"


@dataclass(frozen=True, slots=True)
class Update:
    """A later claim that replaces an earlier one."""

    earlier_claim_id: str
    later_claim_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything decided in one call, in a fixed order, and what it cost."""

    clashes: tuple[Clash, ...] = ()
    unsure: tuple[Clash, ...] = ()
    updates: tuple[Update, ...] = ()
    candidate_pairs: int = 0
    pairs_scored: int = 0
    pairs_skipped: int = 0
