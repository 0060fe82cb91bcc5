"""Carries a denial on to the evidence offered for the claim it answers."""

from collections.abc import Sequence
from dataclasses import replace

from nli_contradiction.domain.grounds import Candidate
from nli_contradiction.domain.parties import same_speaker
from nli_contradiction.domain.profiles import Profile

LEAST_SUPPORT = 0.3


def evidence_pairs(pairs: Sequence[Candidate], profiles: Sequence[Profile]) -> list[Candidate]:
    """The pairs, those of a denial and evidence for what it answers marked with the claim they go through."""
    support = {(p.a.claim.id, p.b.claim.id): p.match.score for p in pairs}
    answers = {p.claim.id: [q for q in profiles if q.claim.id in p.claim.responds_to] for p in profiles if p.sign < 0}
    return [_marked(pair, answers, support) for pair in pairs]


def _marked(pair: Candidate, answers: dict[str, list[Profile]], support: dict[tuple[str, str], float]) -> Candidate:
    if pair.denial is None or pair.is_linked:
        return pair
    denier, other = pair.denial
    if not other.offers_evidence or same_speaker(denier.claim.speaker, other.claim.speaker):
        return pair
    best = max(answers.get(denier.claim.id, []), key=lambda claim: _support(claim, other, support), default=None)
    if best is None or _support(best, other, support) < LEAST_SUPPORT:
        return pair
    return replace(pair, through=best)


def _support(claim: Profile, evidence: Profile, support: dict[tuple[str, str], float]) -> float:
    key = (claim.claim.id, evidence.claim.id)
    return max(support.get(key, 0.0), support.get(key[::-1], 0.0))
