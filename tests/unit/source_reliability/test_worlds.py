import pytest

from source_reliability.domain.config import ModelConfig
from tests.unit.source_reliability.worlds import drift, wires


def test_folded_wire_copies_leave_values_accurate_and_calibrated_and_intervals_honest() -> None:
    found = wires(folded=True)
    assert found.accuracy >= 0.85
    assert found.calibration_error <= 0.03
    assert 0.80 <= found.coverage <= 0.95


def test_copies_taken_for_independent_reports_do_harm() -> None:
    assert wires(folded=False).accuracy < 0.82


@pytest.mark.parametrize("half_life_days", [60.0, 180.0])
def test_drifting_sources_stay_inside_their_intervals_and_a_shock_is_seen(half_life_days: float) -> None:
    found = drift(ModelConfig(half_life_days=half_life_days))
    assert found.coverage >= 0.85
    assert found.error_after_shock <= 0.35
