import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_reliability.domain.cells import Slice
from source_reliability.domain.config import SPEAKER_KINDS
from source_reliability.domain.estimate import estimate, intervals
from source_reliability.domain.priors import Prior, kind_prior
from tests.unit.source_reliability.making import CONFIG

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
    chance = np.random.default_rng(11)
    real = chance.beta(0.6 * 3, 0.4 * 3, size=20_000)
    seen = chance.integers(0, 60, size=20_000)
    right = chance.binomial(seen, real)
    found = [estimate(Prior(0.6, 3.0, ""), [(float(r), float(n))], ()) for r, n in zip(right, seen, strict=True)]
    ends = np.array(intervals([one.mean for one in found], [one.strength for one in found]))
    covered = np.mean((ends[:, 0] <= real) & (real <= ends[:, 1]))
    assert covered == pytest.approx(0.9, abs=0.01)


def test_intervals_of_pooled_cells_cover_nine_tenths_within_five_points() -> None:
    chance = np.random.default_rng(12)
    whole = chance.beta(0.6 * 3, 0.4 * 3, size=20_000)
    part, sibling = (chance.beta(whole * 8, (1 - whole) * 8) for _ in range(2))
    seen = chance.integers(0, 20, size=(2, 20_000))
    right = np.array([chance.binomial(seen[0], sibling), chance.binomial(seen[1], part)])
    found = [
        estimate(Prior(0.6, 3.0, ""), [(float(a), float(m)), (float(b), float(n))], (8.0,))
        for a, m, b, n in zip(right[0], seen[0], right[1], seen[1], strict=True)
    ]
    ends = np.array(intervals([one.mean for one in found], [one.strength for one in found]))
    covered = np.mean((ends[:, 0] <= part) & (part <= ends[:, 1]))
    assert covered == pytest.approx(0.9, abs=0.05)
