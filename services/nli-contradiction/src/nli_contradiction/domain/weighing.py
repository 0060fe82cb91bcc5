"""How probable it is that both cannot hold, and how much the clash weighs."""

import math
from dataclasses import dataclass

from nli_contradiction.domain.grounds import Candidate, Ground
from nli_contradiction.domain.guards import is_opinion
from nli_contradiction.domain.profiles import Profile
from nli_contradiction.domain.scopes import is_universal
from nli_contradiction.domain.verdicts import Basis

_BIAS = {
    Basis.LINK: 2.2,
    Basis.LINKED_EVIDENCE: 0.6,
    Basis.DENIED: -0.9,
    Basis.NUMERIC: 1.2,
    Basis.TEMPORAL: 0.7,
    Basis.LOCATION: 0.5,
    Basis.IDENTITY: 0.2,
    Basis.CAUSAL: 0.9,
    Basis.ANTONYM: 0.4,
    Basis.NEGATION: -0.4,
}
_COMMITMENT = {"CT": 1.0, "PR": 0.85, "PS": 0.5, "Uu": 0.5}


@dataclass(frozen=True, slots=True)
class Weights:
    """Slopes of the logistic rule: each feature is centred where it tells nothing."""

    strength: float = 3.0
    event: float = 2.0
    model: float = 4.0
    confidence: float = 1.0
    instance: float = 1.9
    beside: float = 1.2
    beside_denial: float = 0.6


WEIGHTS = Weights()


def probability(pair: Candidate, ground: Ground, model: float | None) -> float:
    """Logistic rule over ground, event match, model (None where not asked) and confidence of extraction, 0 to 1."""
    logit = _BIAS[ground.basis] + WEIGHTS.strength * (ground.strength - 0.6)
    logit += WEIGHTS.event * (pair.match.score - 0.5) if ground.basis is not Basis.LINK else 0.0
    logit += WEIGHTS.model * (model - 0.5) if model is not None else 0.0
    logit += WEIGHTS.instance * _instance(pair)
    logit += _reply(pair, ground) * pair.match.beside if ground.needs_model else 0.0
    logit += WEIGHTS.confidence * (min(pair.a.claim.confidence, pair.b.claim.confidence) - 0.5)
    return 1.0 / (1.0 + math.exp(-logit))


def _reply(pair: Candidate, ground: Ground) -> float:
    """What standing side by side is worth; nothing where the denial answers another claim."""
    if ground.basis is not Basis.DENIED or pair.denial is None:
        return WEIGHTS.beside
    return WEIGHTS.beside_denial if pair.is_linked or not pair.denial[0].claim.responds_to else 0.0


def _instance(pair: Candidate) -> float:
    """1 where something shown or seen meets a denial that covers every case, 0.5 where somebody only says it."""
    if pair.denial is None or not is_universal(pair.denial[0].claim.quote.text):
        return 0.0
    denier, other = pair.denial
    shared, named = len(denier.core & other.core), pair.match.names >= 0.5
    if other.is_exhibit or other.is_eyewitness:
        return 1.0 if shared or named else 0.0
    return 0.5 if shared + len(denier.names & other.names) >= 2 else 0.0


def severity(pair: Candidate, ground: Ground, chance: float) -> float:
    """Probability times how firmly both sides stand to their claims and how surely the event is one, 0 to 1."""
    event = 1.0 if ground.basis is Basis.LINK else 0.5 + 0.5 * pair.match.score
    taste = 0.5 if is_opinion(pair.a) or is_opinion(pair.b) else 1.0
    return chance * commitment(pair.a) * commitment(pair.b) * event * taste


def commitment(profile: Profile) -> float:
    return _COMMITMENT.get(profile.claim.speaker_commitment[:2], 1.0)
