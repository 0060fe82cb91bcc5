import numpy as np
import pytest

from source_reliability.domain.config import ModelConfig
from source_reliability.domain.estimate import intervals
from source_reliability.domain.reconcile import reconcile, winners
from tests.unit.source_reliability.worlds import drift, wire_world


def calibration_error(probability: np.ndarray, right: np.ndarray) -> float:
    bins = np.minimum(9, (probability * 10).astype(int))
    return sum(
        float(np.mean(bins == b)) * abs(float(np.mean(right[bins == b])) - float(np.mean(probability[bins == b])))
        for b in np.unique(bins)
    )


def test_folded_wire_copies_leave_values_accurate_and_calibrated_and_intervals_honest() -> None:
    world = wire_world(folded=True)
    found = reconcile(world.facts, {})
    chosen = winners(world.facts, found.probability)
    right = world.right(chosen)
    strength = found.alpha + found.beta
    low, high = np.array(intervals((found.alpha / strength).tolist(), strength.tolist())).T
    assert np.mean(right) >= 0.85
    assert calibration_error(found.probability[chosen], right) <= 0.03
    assert 0.80 <= np.mean((low <= world.reliability) & (world.reliability <= high)) <= 0.95


def test_copies_taken_for_independent_reports_do_harm() -> None:
    world = wire_world(folded=False)
    found = reconcile(world.facts, {})
    right = world.right(winners(world.facts, found.probability))
    assert np.mean(right) < 0.82


@pytest.mark.parametrize("half_life_days", [60.0, 180.0])
def test_drifting_sources_stay_inside_their_intervals_and_a_shock_is_seen(half_life_days: float) -> None:
    found = drift(ModelConfig(half_life_days=half_life_days))
    assert found.coverage >= 0.85
    assert found.error_after_shock <= 0.35
