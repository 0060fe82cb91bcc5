"""Carries a denial on to the evidence offered for the claim it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nli_contradiction.domain.grounds import Candidate
from nli_contradiction.domain.parties import same_speaker
from nli_contradiction.domain.profiles import Profile

LEAST_SUPPORT = 0.3
NEARBY_CHARACTERS = 500
NEARBY_BONUS = 0.12
NEXT_SENTENCE_CHARACTERS = 3


def evidence_pairs(pairs: Sequence[Candidate], profiles: Sequence[Profile]) -> list[Candidate]:
    """The pairs, those of a denial and evidence for what it answers marked with the claim they go through."""
    shared = {(p.a.claim.id, p.b.claim.id): p.match.score for p in pairs}
    by_id = {p.claim.id: p for p in profiles}
    return [_marked(pair, by_id, shared) for pair in pairs]


def _marked(pair: Candidate, by_id: Mapping[str, Profile], shared: Mapping[tuple[str, str], float]) -> Candidate:
    if pair.denial is None:
        return pair
    denier, other = pair.denial
    if not other.is_exhibit or same_speaker(denier.claim.speaker, other.claim.speaker):
        return pair
    answered = [by_id[i] for i in denier.claim.responds_to if i in by_id]
    answered = [c for c in answered if c.sign > 0 and not c.is_exhibit and _borrowed(denier, c)]
    best = max(answered, key=lambda claim: support(claim, other, shared), default=None)
    if best is None or not (pair.is_linked or support(best, other, shared) >= LEAST_SUPPORT):
        return pair
    return replace(pair, through=best)


def _borrowed(denial: Profile, answered: Profile) -> bool:
    """Whether the denial has no content but that of the claim it answers."""
    return denial.claim.proposition in {"", answered.claim.proposition}


def support(claim: Profile, evidence: Profile, shared: Mapping[tuple[str, str], float]) -> float:
    """How far evidence speaks of a claim: the event they share, and whether they stand close together."""
    key = (claim.claim.id, evidence.claim.id)
    match = max(shared.get(key, 0.0), shared.get(key[::-1], 0.0))
    if follows(claim, evidence):
        return max(match, LEAST_SUPPORT) + NEARBY_BONUS
    return match + (NEARBY_BONUS if _nearby(claim, evidence) else 0.0)


def follows(claim: Profile, evidence: Profile) -> bool:
    """Whether the evidence is put forward in the sentence right after the claim."""
    gap = evidence.claim.sentence.start - claim.claim.sentence.end
    return _same_part(claim, evidence) and 0 <= gap <= NEXT_SENTENCE_CHARACTERS


def _nearby(a: Profile, b: Profile) -> bool:
    return _same_part(a, b) and abs(a.claim.quote.start - b.claim.quote.start) <= NEARBY_CHARACTERS


def _same_part(a: Profile, b: Profile) -> bool:
    return a.claim.document_id == b.claim.document_id and a.claim.quote.part is b.claim.quote.part
