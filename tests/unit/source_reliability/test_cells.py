import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_reliability.domain.cells import ALL, Cell, CellKey, Moment, Observation, Slice, fold, levels
from source_reliability.domain.mass import mass, observations
from tests.unit.source_reliability.making import CONFIG, DAY_US, KEY, NOW, NOW_US, observation

shares = st.floats(0.0, 1.0)
ages = st.floats(0.0, 9000.0)
items = st.builds(observation, right=shares, weight=shares, days_ago=ages, copies=st.integers(1, 9))


@given(shares, ages, st.floats(0.0, 3000.0))
def test_evidence_never_grows_with_age(amount: float, days_ago: float, later_days: float) -> None:
    stored = mass(amount, NOW_US - int(days_ago * DAY_US), 180.0, 0)
    now = observations(stored, NOW_US, 180.0, 0)
    assert observations(stored, NOW_US + int(later_days * DAY_US), 180.0, 0) <= now + 1e-12
    assert now <= amount + 1e-12


def test_an_outcome_counts_half_after_one_half_life() -> None:
    stored = mass(1.0, NOW_US - 180 * DAY_US, 180.0, 0)
    assert observations(stored, NOW_US, 180.0, 0) == pytest.approx(0.5, abs=1e-12)


@pytest.mark.parametrize("half_life_days", [1.0, 30.0, 36_500.0])
def test_evidence_from_1900_neither_overflows_nor_goes_below_nothing(half_life_days: float) -> None:
    from_1900 = mass(1.0, -2_208_988_800_000_000, half_life_days, 3)
    assert 0.0 <= observations(from_1900, NOW_US, half_life_days, 3) < 1.0


def test_an_alarm_leaves_a_sixteenth_of_what_was_known_before_it() -> None:
    stored = mass(1.0, NOW_US, 180.0, 0)
    assert observations(stored, NOW_US, 180.0, 1) == pytest.approx(1 / 16)


@given(st.lists(items, max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_outcomes_changes_no_bit_of_a_cell(found: list[Observation], chance: random.Random) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert _sums(fold(shuffled, CONFIG)) == _sums(fold(found, CONFIG))


@given(st.lists(items, min_size=1, max_size=20), st.integers(0, 19))
def test_taking_an_outcome_out_leaves_what_there_would_be_without_it(found: list[Observation], place: int) -> None:
    gone = found.pop(place % len(found))
    cell = Cell(gone.source_id, KEY)
    for item in [*found, gone]:
        cell.add(item, CONFIG)
    cell.add(gone, CONFIG, sign=-1)
    assert (cell.right, cell.wrong) == (_sums(fold(found, CONFIG)) or {(gone.source_id, KEY): (0, 0)})[
        gone.source_id, KEY
    ]


@given(st.lists(items, max_size=20), st.floats(0.0, 2000.0))
def test_right_evidence_is_never_more_than_all_evidence(found: list[Observation], later_days: float) -> None:
    at = Moment(NOW_US + int(later_days * DAY_US), CONFIG)
    for right, total in levels(fold(found, CONFIG), ALL, at):
        assert 0.0 <= right <= total


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Slice(), [3.0]),
        (Slice(evidence="video"), [2.0, 1.0]),
        (Slice(side="deny"), [2.0, 1.0]),
        (Slice(topic="war"), [2.0, 1.0]),
        (Slice(evidence="statement", side="assert"), [2.0, 1.0]),
        (Slice(topic="war", evidence="video"), [2.0, 0.0, 1.0]),
        (Slice(topic="peace", evidence="video"), [2.0, 1.0, 0.0]),
    ],
)
def test_every_cell_counts_once_at_the_deepest_level_it_belongs_to(wanted: Slice, expected: list[float]) -> None:
    cells = fold(
        [
            observation(1, key=CellKey("", "statement", "assert")),
            observation(2, key=CellKey("war", "video", "assert")),
            observation(3, key=CellKey("", "statement", "deny")),
        ],
        CONFIG,
    )
    assert [total for _, total in levels(cells, wanted, NOW)] == pytest.approx(expected)


def _sums(cells: list[Cell]) -> dict[tuple[str, CellKey], tuple[int, int]]:
    return {(cell.source_id, cell.key): (cell.right, cell.wrong) for cell in cells}
