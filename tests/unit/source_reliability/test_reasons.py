import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_reliability.domain.appraisal import Question, Reliability, appraise, refolded
from source_reliability.domain.cells import CellKey, Observation, Slice
from source_reliability.domain.dossier import Dossier, Override
from source_reliability.domain.priors import RatedBy
from tests.unit.source_reliability.making import CONFIG, NOW, SPEAKER, observation

keys = st.builds(
    CellKey, st.sampled_from(["", "war"]), st.sampled_from(["statement", "video"]), st.sampled_from(["assert", "deny"])
)
shares = st.floats(0.0, 1.0)
items = st.builds(
    observation,
    right=shares,
    weight=st.sampled_from([0.05, 0.5, 1.0]),
    days_ago=st.floats(0.0, 4000.0),
    key=keys,
    copies=st.integers(1, 4),
)
slices = st.builds(
    Slice, st.sampled_from(["", "war"]), st.sampled_from(["", "video"]), st.sampled_from(["", "assert", "deny"])
)


def explained(found: list[Observation], wanted: Slice = Slice(), **parts: object) -> Reliability:  # noqa: B008
    dossier = refolded(Dossier(SPEAKER, observations=found, **parts), CONFIG)  # type: ignore[arg-type]
    return appraise([Question(SPEAKER, wanted)], [dossier], NOW)[0]


@given(st.lists(items, max_size=40), slices)
def test_prior_effects_and_rest_add_up_to_the_mean(found: list[Observation], wanted: Slice) -> None:
    answer = explained(found, wanted)
    assert answer.reasons is not None
    total = math.fsum(
        [answer.reasons.prior_mean, *(one.effect for one in answer.reasons.contributions), answer.reasons.rest]
    )
    assert total == pytest.approx(answer.mean, abs=1e-9)
    assert 0.0 <= answer.low <= answer.mean <= answer.high <= 1.0


@given(st.lists(items, min_size=1, max_size=8), slices)
def test_leaving_an_outcome_out_moves_the_mean_as_foretold(found: list[Observation], wanted: Slice) -> None:
    numbered = [observation(n, right=i.right, weight=i.weight, key=i.key, copies=i.copies) for n, i in enumerate(found)]
    answer = explained(numbered, wanted)
    assert answer.reasons is not None
    for one in answer.reasons.contributions:
        without = explained([item for item in numbered if item.outcome_id != one.outcome_id], wanted)
        assert without.mean - answer.mean == pytest.approx(one.leave_one_out, abs=1e-9)


def test_a_source_without_outcomes_is_its_prior_with_a_wide_interval() -> None:
    answer = explained([])
    assert answer.prior_only
    assert (answer.mean, answer.outcomes) == (0.6, 0.0)
    assert answer.high - answer.low > 0.7
    assert answer.reasons is not None
    assert (
        answer.reasons.text
        == "0.60 ± 0.39 on all claims: prior 0.60 from default for kind speaker (share 100%), no outcomes yet."
    )


def test_the_prior_of_a_rated_source_names_list_and_version() -> None:
    answer = explained([], ratings=[RatedBy("Desk list", "2026-01", 0.5, 6.0)])
    assert answer.reasons is not None
    assert answer.reasons.prior_origin == "list Desk list 2026-01"
    assert answer.mean == pytest.approx(0.65)


def test_two_lists_are_weighed_by_strength_and_count_six_outcomes_at_most() -> None:
    lists = [RatedBy("A", "1", 1.0, 6.0), RatedBy("B", "2", 0.0, 2.0)]
    answer = explained([observation(right=0.0)], ratings=lists)
    assert answer.reasons is not None
    assert answer.reasons.prior_mean == pytest.approx(0.45 + 0.40 * 0.75)
    assert answer.reasons.prior_share == pytest.approx(6 / 7)


def test_an_override_is_the_whole_of_the_mean_and_says_who_and_why() -> None:
    answer = explained([observation()], override=Override(0.2, "forged documents", "desk"))
    assert answer.mean == 0.2
    assert answer.override_reason == "forged documents"
    assert answer.reasons is not None
    assert (answer.reasons.prior_share, answer.reasons.prior_origin) == (1.0, "override by desk")


def test_a_part_starts_from_what_is_known_of_the_whole() -> None:
    government = Dossier("speaker:government", observations=[observation(n, right=0.0) for n in range(60)])
    answer = explained([], parent=government)
    assert answer.mean < 0.1
    assert answer.prior_only
    assert answer.reasons is not None
    assert answer.reasons.prior_origin == "parent speaker:government"


def test_folded_copies_are_counted_and_share_one_observation() -> None:
    copies = [observation(n, copies=3, group="outlets|wire-1") for n in range(3)]
    answer = explained(copies)
    assert answer.outcomes == pytest.approx(1.0)
    assert answer.reasons is not None
    assert answer.reasons.folded_copies == 2


def test_denials_are_told_apart_from_what_a_source_asserts() -> None:
    denials = [observation(n, right=0.0, key=CellKey("", "statement", "deny")) for n in range(10)]
    asserted = [observation(n + 10, key=CellKey("", "statement", "assert")) for n in range(10)]
    denying, asserting = (explained([*denials, *asserted], Slice(side=side)).mean for side in ("deny", "assert"))
    assert denying < 0.35
    assert asserting > 0.7
