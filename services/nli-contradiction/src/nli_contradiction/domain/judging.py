"""Turns an examined pair and the model's answers into a clash with kind, probability, severity and explanation."""

import re
from collections.abc import Mapping

from nli_contradiction.domain.deciding import Examined
from nli_contradiction.domain.decisive import decisive_spans
from nli_contradiction.domain.entailment import Pair, Score
from nli_contradiction.domain.explaining import explanation
from nli_contradiction.domain.grounds import Candidate, Ground
from nli_contradiction.domain.kinds import kind
from nli_contradiction.domain.profiles import Profile
from nli_contradiction.domain.stances import Relation, clash
from nli_contradiction.domain.verdicts import Basis, Clash, Side
from nli_contradiction.domain.weighing import probability, severity
from nli_contradiction.domain.wording import content_stems

_NONE_OF = re.compile(
    r"\b(?:no|not one|not a single|never an?y?|never a single|any) ((?:[\w-]+ ){0,2}[\w-]+)", re.IGNORECASE
)

_SURE_OF_HALF = 1.6  # unrelated sentences hardly ever score above a tenth, so a half already tells


def judge(item: Examined, scores: Mapping[Pair, Score]) -> Clash | None:
    """A clash at whatever probability; None where the model was needed and left the pair out."""
    pair, ground = item.pair, item.ground
    if ground is None or not clash(implied_relation(pair, ground), pair.a.claim.stance, pair.b.claim.stance):
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


def implied_relation(pair: Candidate, ground: Ground) -> Relation:
    """How the two positive propositions stand to each other where the ground holds."""
    if ground.basis is Basis.LINK:
        return Relation.EQUIVALENT
    if ground.basis in {Basis.LINKED_EVIDENCE, Basis.DENIED}:
        return Relation.B_ENTAILS_A if pair.a.sign < 0 else Relation.A_ENTAILS_B
    return Relation.CONTRADICTORY


def model_support(
    pair: Candidate, ground: Ground, questions: tuple[Pair, ...], scores: Mapping[Pair, Score]
) -> float | None:
    """What the model adds, 0 to 1: support of what is denied, else the contradiction; None where not asked."""
    found = [scores[q] for q in questions if q in scores]
    if not questions or len(found) < len(questions):
        return None
    if ground.basis in {Basis.LINK, Basis.LINKED_EVIDENCE, Basis.DENIED}:
        return supported(pair, found[0])
    least = min(score.contradiction for score in found)
    mean = sum(score.contradiction for score in found) / len(found)
    return least + pair.match.beside * (mean - least)


def supported(pair: Candidate, score: Score) -> float:
    """How far what the other side says makes the denied thing true: by the model, or by covering its words."""
    denier, other = pair.denial or (pair.a, pair.b)
    said = other.stems | content_stems(other.claim.quote.text)
    covered = min(1.0, len(denier.core & said) / max(min(len(denier.core), 4), 2))
    lexical = 0.5 * covered + 0.1 * pair.match.names + 0.25 * max(0.0, pair.match.cosine) + 0.15 * pair.match.predicate
    lexical += 0.2 if denied_things(denier) & said else 0.0
    lexical *= (1.0 - 0.5 * score.contradiction) if covered or len(denier.names & other.names) >= 2 else 0.5
    weight = _SURE_OF_HALF if len(denier.core) > 1 else 1.0
    return min(1.0, max(weight * score.entailment, lexical))


def denied_things(denier: Profile) -> frozenset[str]:
    """Stems of what a denial says there was none of: "no letter", "never a single payment"."""
    found = _NONE_OF.findall(denier.claim.quote.text)
    return content_stems(" ".join(found)) & denier.stems
