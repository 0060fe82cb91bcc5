from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nli_contradiction.domain.amounts import interval
from nli_contradiction.domain.claims import Bound, Quantity
from nli_contradiction.domain.moments import clock_gap_minutes, moments
from nli_contradiction.domain.policy import Policy
from tests.unit.nli_contradiction.making import claim, figure, outcome

VALUES = st.floats(min_value=-1e15, max_value=1e15, allow_nan=False)
QUANTITIES = st.builds(
    Quantity, value=VALUES, upper=VALUES, bound=st.sampled_from(Bound), unit=st.sampled_from(["", "km"])
)


@given(QUANTITIES, QUANTITIES)
def test_exclusion_goes_both_ways_and_nothing_excludes_itself(a: Quantity, b: Quantity) -> None:
    mine, theirs = interval(a, Policy()), interval(b, Policy())
    assert mine.excludes(theirs) == theirs.excludes(mine)
    assert 0.0 <= mine.gap(theirs) <= 1.0
    assert not mine.excludes(mine)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (figure(2, unit="km"), figure(2000, unit="metre"), False),
        (figure(2, unit="mile"), figure(2, unit="km"), True),
        (figure(1, unit="tonne"), figure(900, unit="kg"), True),
        (figure(5, unit="CHF"), figure(9, unit="EUR"), False),
        (figure(5, unit="EUR"), figure(9, unit="EUR"), True),
        (figure(5, unit="crown"), figure(9, unit="crowns"), True),
        (figure(5, unit="crown"), figure(9, unit="mark"), False),
        (figure(5, unit="hectolitre"), figure(500, unit="litre"), False),
        (figure(40, unit="percent"), figure(70, unit="percent"), True),
        (figure(40, unit="percent"), figure(70), False),
        (figure(1, unit="hour"), figure(60, unit="minute"), False),
        (figure(1000), figure(1010), False),
        (figure(3), figure(4), True),
    ],
)
def test_units_convert_before_figures_are_compared(a: Quantity, b: Quantity, expected: bool) -> None:  # noqa: FBT001
    assert interval(a, Policy()).excludes(interval(b, Policy())) is expected


def test_figures_too_large_for_any_use_are_still_compared() -> None:
    assert interval(figure(1e300), Policy()).excludes(interval(figure(-1e300), Policy()))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("the alarm rang at 2.05pm", {845}),
        ("the alarm rang at 2:05 p.m. on Friday", {845}),
        ("the alarm rang at 16.01", {961}),
        ("the alarm rang at 9am", {540}),
        ("the alarm rang at midnight", {0}),
        ("the alarm rang at seven o'clock", {420}),
        ("sales rose 4.15 percent", set()),
        ("shares closed at 12.50 million", set()),
    ],
)
def test_clock_times_are_read_and_other_numbers_are_not(text: str, minutes: set[int]) -> None:
    assert moments(text).clocks == minutes


def test_dates_in_a_row_share_their_month() -> None:
    assert moments("letters of 3, 8 and 21 June 2026").dates == {(6, 3), (6, 8), (6, 21)}


def test_the_clock_goes_round() -> None:
    assert clock_gap_minutes(frozenset({1435}), frozenset({5})) == 10


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_times(text: str) -> None:
    found = moments(text)
    assert not found.differ(found)
    assert all(0 <= minute < 1440 for minute in found.clocks)


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("the tide gates shut at 14.20", "the tide gates shut at 14.28", "clash"),
        ("the tide gates shut at 14.20", "the tide gates shut at 14.21", "none"),
        ("the tide gates shut at 14.20 on Monday", "the tide gates shut at 14.28 on Friday", "none"),
        ("the tide gates shut at 2.20pm", "the tide gates shut at 14.20", "none"),
        ("the tide gates shut at noon", "the tide gates shut at 3pm", "clash"),
        ("the tide gates shut at ten past four in the afternoon", "the tide gates shut at 7pm", "clash"),
        ("the tide gates shut at seven in the evening", "the tide gates shut at 19.01", "none"),
        ("the tide gates shut at half past six in the morning", "the tide gates shut at 6.30am", "none"),
        ("the shop sold bread at 14.20", "a ferry left Tolva at 14.28", "none"),
    ],
)
async def test_one_happening_at_two_clock_times_is_a_clash(mine: str, theirs: str, expected: str) -> None:
    a = claim(mine, "Harbour", head="shut")
    b = claim(theirs, "Driver", head="shut" if "shut" in theirs else "leave")
    assert await outcome(a, b) == expected


async def test_times_in_the_far_past_are_no_error() -> None:
    long_ago = datetime(1, 1, 1, tzinfo=UTC)
    a = claim("the bell of Tolva was cast in bronze", "Museum", head="cast")
    b = claim("the bell of Tolva was cast in iron", "Priest", head="cast")
    assert await outcome(a, b, published={"d1": long_ago}) in {"clash", "unsure", "none"}
