import pytest
from hypothesis import given
from hypothesis import strategies as st

from nli_contradiction.domain.claims import Stance
from nli_contradiction.domain.stances import Relation, clash, sign

STANCES = st.sampled_from(Stance)
RELATIONS = st.sampled_from(Relation)
MIRROR = {Relation.A_ENTAILS_B: Relation.B_ENTAILS_A, Relation.B_ENTAILS_A: Relation.A_ENTAILS_B}
A, D, N = Stance.ASSERTS, Stance.DENIES, Stance.NO_COMMENT


@pytest.mark.parametrize(
    ("relation", "a", "b", "expected"),
    [
        (Relation.EQUIVALENT, A, D, True),
        (Relation.EQUIVALENT, D, A, True),
        (Relation.EQUIVALENT, A, A, False),
        (Relation.EQUIVALENT, D, D, False),
        (Relation.CONTRADICTORY, A, A, True),
        (Relation.CONTRADICTORY, A, D, False),
        (Relation.CONTRADICTORY, D, A, False),
        (Relation.CONTRADICTORY, D, D, False),
        (Relation.A_ENTAILS_B, A, D, True),
        (Relation.A_ENTAILS_B, D, A, False),
        (Relation.B_ENTAILS_A, D, A, True),
        (Relation.B_ENTAILS_A, A, D, False),
        (Relation.NEUTRAL, A, D, False),
        (Relation.CONTRADICTORY, A, N, False),
        (Relation.EQUIVALENT, N, D, False),
    ],
)
def test_the_truth_table_decides(relation: Relation, a: Stance, b: Stance, expected: bool) -> None:  # noqa: FBT001
    assert clash(relation, a, b) is expected


@given(relation=RELATIONS, a=STANCES, b=STANCES)
def test_the_order_of_the_sides_does_not_matter(relation: Relation, a: Stance, b: Stance) -> None:
    assert clash(relation, a, b) == clash(MIRROR.get(relation, relation), b, a)


@given(relation=RELATIONS, a=STANCES, b=STANCES)
def test_nobody_clashes_who_takes_no_side(relation: Relation, a: Stance, b: Stance) -> None:
    assert not (clash(relation, a, b) and sign(a) * sign(b) == 0)


@given(a=STANCES, b=STANCES)
def test_to_deny_the_special_leaves_the_general_open(a: Stance, b: Stance) -> None:
    if sign(a) < 0:
        assert not clash(Relation.A_ENTAILS_B, a, b)
