"""Names the kind of a clash: the first in order of precedence that fits."""

from nli_contradiction.domain.grounds import Candidate, Ground
from nli_contradiction.domain.parties import same_speaker
from nli_contradiction.domain.verdicts import Basis, ClashKind

_KIND_OF_BASIS = {
    Basis.NUMERIC: ClashKind.NUMERIC,
    Basis.TEMPORAL: ClashKind.TEMPORAL,
    Basis.LOCATION: ClashKind.LOCATION,
    Basis.IDENTITY: ClashKind.IDENTITY,
    Basis.CAUSAL: ClashKind.CAUSAL,
    Basis.ANTONYM: ClashKind.ANTONYM,
}


def kind(pair: Candidate, ground: Ground) -> ClashKind:
    a, b = pair.a, pair.b
    if same_speaker(a.claim.speaker, b.claim.speaker):
        return ClashKind.REVERSAL
    if a.is_eyewitness != b.is_eyewitness:
        return ClashKind.OFFICIAL_VS_EYEWITNESS
    if pair.denial is not None:
        return ClashKind.DENIAL_VS_EVIDENCE if pair.denial[1].offers_evidence else ClashKind.DENIAL_VS_ASSERTION
    return _KIND_OF_BASIS.get(ground.basis, ClashKind.NEGATION)
