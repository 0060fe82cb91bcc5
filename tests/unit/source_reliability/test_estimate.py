import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_reliability.domain.cells import Slice
from source_reliability.domain.config import SPEAKER_KINDS
from source_reliability.domain.estimate import estimate, intervals
from source_reliability.domain.priors import Prior, kind_prior
from tests.unit.source_reliability.making import CONFIG
from tests.unit.source_reliability.worlds import coverage_of_pooled_cells, coverage_of_sources

counts = st.floats(0.0, 500.0)


def test_one_level_is_the_plain_beta_posterior() -> None:
    found = estimate(Prior(0.6, 3.0, ""), [(7.0, 10.0)], ())
    assert found.mean == pytest.approx((1.8 + 7.0) / 13.0)
    assert found.strength == pytest.approx(13.0)
    assert found.outcomes == pytest.approx(10.0)


@given(counts, st.floats(0.0, 1.0), counts, st.floats(0.0, 1.0))
def test_siblings_pull_a_cell_but_never_outweigh_their_tightness(
    above: float, above_right: float, own: float, own_right: float
) -> None:
    found = estimate(Prior(0.6, 3.0, ""), [(above * above_right, above), (own * own_right, own)], (8.0,))
    assert found.strength <= own + 8.0
    assert 0.0 <= found.mean <= 1.0


def test_the_interval_of_many_outcomes_is_narrow_and_around_their_share() -> None:
    ((low, high),) = intervals([0.72], [217.0])
    assert (high - low) / 2 == pytest.approx(0.05, abs=0.001)


@pytest.mark.parametrize("mean", [0.0, 1.0])
def test_an_interval_at_the_edge_stays_inside(mean: float) -> None:
    ((low, high),) = intervals([mean], [5.0])
    assert 0.0 <= low <= high <= 1.0


@pytest.mark.parametrize("kind", ["", *SPEAKER_KINDS])
def test_a_denial_by_whoever_has_a_stake_says_almost_nothing(kind: str) -> None:
    prior = kind_prior("speaker:x", kind, Slice(side="deny"), CONFIG)
    disinterested = kind in {"agency", "court", "media", "witness", "document"}
    assert prior.mean == pytest.approx(0.875 if disinterested else 0.529, abs=0.001)


def test_intervals_cover_nine_tenths_of_sources_made_by_the_model() -> None:
    assert coverage_of_sources() == pytest.approx(0.9, abs=0.01)


def test_intervals_of_pooled_cells_cover_nine_tenths_within_five_points() -> None:
    assert coverage_of_pooled_cells() == pytest.approx(0.9, abs=0.05)
