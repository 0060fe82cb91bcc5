"""The algebra of stances over what positive propositions say of each other."""

from enum import StrEnum

from nli_contradiction.domain.claims import Stance

_SIGNS = {
    Stance.ASSERTS: 1,
    Stance.CONFIRMS: 1,
    Stance.ALLEGES: 1,
    Stance.REPORTS_EVIDENCE: 1,
    Stance.DENIES: -1,
    Stance.QUESTIONS: 0,
    Stance.NO_COMMENT: 0,
    Stance.PREDICTS: 0,
}


class Relation(StrEnum):
    EQUIVALENT = "equivalent"
    A_ENTAILS_B = "a_entails_b"
    B_ENTAILS_A = "b_entails_a"
    CONTRADICTORY = "contradictory"
    NEUTRAL = "neutral"


def sign(stance: Stance) -> int:
    """+1 for putting forward, -1 for denying, 0 for taking no side."""
    return _SIGNS[stance]


def clash(relation: Relation, a: Stance, b: Stance) -> bool:
    """Whether two stances on propositions in this relation exclude each other."""
    s_a, s_b = sign(a), sign(b)
    if relation is Relation.EQUIVALENT:
        return s_a * s_b == -1
    if relation is Relation.CONTRADICTORY:
        return s_a == s_b == 1
    if relation is Relation.A_ENTAILS_B:
        return s_a == 1 and s_b == -1
    if relation is Relation.B_ENTAILS_A:
        return s_a == -1 and s_b == 1
    return False
