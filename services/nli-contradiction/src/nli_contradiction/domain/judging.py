"""Turns an examined pair and the model's answers into a clash with kind, probability, severity and explanation."""

from collections.abc import Mapping

from nli_contradiction.domain.deciding import Examined
from nli_contradiction.domain.decisive import decisive_spans
from nli_contradiction.domain.entailment import Pair, Score
from nli_contradiction.domain.explaining import explanation
from nli_contradiction.domain.grounds import Candidate, Ground
from nli_contradiction.domain.kinds import kind
from nli_contradiction.domain.verdicts import Basis, Clash, Side
from nli_contradiction.domain.weighing import probability, severity


def judge(item: Examined, scores: Mapping[Pair, Score]) -> Clash | None:
    """A clash at whatever probability; None where the model was needed and left the pair out."""
    pair, ground = item.pair, item.ground
    if ground is None:
        return None
    model = model_support(pair, ground, item.questions, scores)
    if model is None and (ground.needs_model or item.questions):
        return None
    chance = probability(pair, ground, model)
    spans = decisive_spans(pair, ground)
    kind_ = kind(pair, ground)
    return Clash(
        sides=(Side(pair.a.claim.id, spans[0]), Side(pair.b.claim.id, spans[1])),
        kind=kind_,
        probability=chance,
        severity=severity(pair, ground, chance),
        explanation=explanation(pair, ground, kind_, spans),
    )


def model_support(
    pair: Candidate, ground: Ground, questions: tuple[Pair, ...], scores: Mapping[Pair, Score]
) -> float | None:
    """What the model adds, 0 to 1: support of what is denied, else the lesser contradiction; None where not asked."""
    found = [scores[q] for q in questions if q in scores]
    if not questions or len(found) < len(questions):
        return None
    if ground.basis in {Basis.LINK, Basis.LINKED_EVIDENCE, Basis.DENIED}:
        return supported(pair, found[0])
    return min(score.contradiction for score in found)


def supported(pair: Candidate, score: Score) -> float:
    """How far what the other side says makes the denied thing true: by the model, or by covering its words."""
    denier, other = pair.denial or (pair.a, pair.b)
    covered = len(denier.core & other.core) / max(len(denier.core), 2)
    lexical = 0.6 * covered + 0.1 * pair.match.names + 0.3 * max(0.0, pair.match.cosine)
    lexical *= (1.0 - 0.5 * score.contradiction) if covered else 0.5
    return max(score.entailment, lexical)
