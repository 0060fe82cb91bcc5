import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_reliability.domain.assessment import Belief, Value, assess
from source_reliability.domain.numbers import chance_of_being_close
from source_reliability.domain.quantities import BOUNDS, LARGEST, Quantity, Report, Weighed, spread, weigh
from tests.unit.source_reliability.making import CONFIG
from tests.unit.source_reliability.test_assessment import GOOD, POOR, support
from tests.unit.source_reliability.test_assessment import weigh as assess_words

figures = st.one_of(st.integers(-(10**6), 10**6).map(float), st.floats(-LARGEST, LARGEST))
beliefs = st.builds(Belief, st.floats(0.0, 1.0), st.floats(0.0, 200.0))
bounds = st.sampled_from(BOUNDS)


def quantities(figure: float, bound: str, width: float = 1.0) -> Quantity:
    return Quantity(figure, bound, figure + width)


def exactly(*told: tuple[float, Belief]) -> Weighed:
    reports = [Report(Quantity(figure), belief.mean, belief.strength, 1.0) for figure, belief in told]
    return weigh([report.quantity for report in reports], reports)


@given(st.lists(st.tuples(figures, bounds, beliefs), min_size=2, max_size=5))
def test_shares_are_probabilities_and_the_interval_is_ordered(told: list[tuple[float, str, Belief]]) -> None:
    reports = [Report(quantities(f, bound), b.mean, b.strength, 0.5) for f, bound, b in told]
    found = weigh([report.quantity for report in reports], reports)
    assert sum(found.shares) == pytest.approx(1.0)
    assert all(0.0 <= share <= 1.0 for share in found.shares)
    assert found.low <= found.value <= found.high


@given(st.lists(st.tuples(figures, beliefs), min_size=2, max_size=4))
def test_the_estimate_lies_among_the_figures(told: list[tuple[float, Belief]]) -> None:
    found, stated = exactly(*told), [math.asinh(figure) for figure, _ in told]
    assert min(stated) - 0.02 <= math.asinh(found.value) <= max(stated) + 0.02


@given(st.lists(st.tuples(figures, beliefs), min_size=2, max_size=4))
def test_the_order_of_the_figures_does_not_matter(told: list[tuple[float, Belief]]) -> None:
    backwards = exactly(*reversed(told))
    assert list(exactly(*told).shares) == pytest.approx(list(reversed(backwards.shares)), abs=1e-6)


@given(figures, figures, beliefs)
def test_equal_track_records_favour_neither_figure(one: float, other: float, belief: Belief) -> None:
    assert exactly((one, belief), (other, belief)).shares == pytest.approx([0.5, 0.5], abs=0.02)


@given(st.floats(1e3, 1e6), st.floats(1.2, 8.0), beliefs, beliefs)
def test_ten_times_as_much_of_everything_changes_no_share(
    figure: float, ratio: float, one: Belief, other: Belief
) -> None:
    small = exactly((figure, one), (figure * ratio, other))
    large = exactly((figure * 10, one), (figure * ratio * 10, other))
    assert small.shares == pytest.approx(large.shares, abs=0.01)


@given(st.floats(0.05, 0.99))
def test_a_source_is_as_often_close_as_its_reliability_says(mean: float) -> None:
    assert float(chance_of_being_close(spread(mean))) == pytest.approx(mean)


def test_the_better_track_record_leads_between_two_figures() -> None:
    found = exactly((12.0, GOOD), (20.0, POOR))
    assert found.shares[0] > 0.9
    assert 11.0 < found.value < 14.0


def test_near_figures_support_each_other_against_a_far_one() -> None:
    alone = exactly((100.0, GOOD), (400.0, GOOD))
    backed = exactly((100.0, GOOD), (103.0, GOOD), (400.0, GOOD))
    assert backed.shares[2] < 0.2 < alone.shares[1]


def test_a_bound_speaks_against_what_it_excludes_only() -> None:
    reports = [Report(Quantity(50.0, "at_least"), GOOD.mean, GOOD.strength, 1.0)]
    figures_told = [Quantity(10.0), Quantity(60.0), Quantity(600.0)]
    low, near, far = weigh(figures_told, reports).shares
    assert low < 0.05
    assert near > 0.1
    assert far > 0.1


def test_one_report_however_good_yields_to_three_that_agree() -> None:
    sure = Belief(1.0, 1e6)
    found = exactly((10.0, sure), (1000.0, sure), (1000.0, sure), (1000.0, sure))
    assert found.shares[0] < 0.05


def value(name: str, quantity: Quantity | None, *, denial: bool = False) -> Value:
    return Value(name, [support(name, denial=denial)], quantity)


def test_figures_are_weighed_where_every_value_states_one() -> None:
    known = {support(name).source: belief for name, belief in (("a", GOOD), ("b", GOOD), ("c", GOOD))}
    three = [value("a", Quantity(100.0)), value("b", Quantity(104.0)), value("c", Quantity(300.0))]
    found = assess(three, known, CONFIG)
    assert found.figure is not None
    assert 98.0 < found.figure.value < 106.0
    assert found.posteriors["c"] < 0.25


@pytest.mark.parametrize("change", [{"quantity": None}, {"supports": [support("b", denial=True)]}])
def test_values_are_weighed_as_words_where_one_states_no_figure_or_is_a_denial(change: dict[str, object]) -> None:
    known = {support(name).source: belief for name, belief in (("a", GOOD), ("b", POOR))}
    plain = [value("a", Quantity(5.0)), replace(value("b", Quantity(9.0)), **change)]  # type: ignore[arg-type]
    denial = plain[1].supports[0].denial
    found = assess(plain, known, CONFIG)
    words = assess_words({"a": GOOD, "b": POOR}, [support("a")], [support("b", denial=denial)])
    assert found.figure is None
    assert list(found.posteriors.values()) == pytest.approx(list(words.posteriors.values()))


def test_copies_of_one_origin_count_once_for_a_figure() -> None:
    known = {support(name).source: GOOD for name in "abcd"}
    other = Value("other", [support("d")], Quantity(20.0))
    single = Value("wire", [support("a", "o")], Quantity(12.0))
    copied = Value("wire", [support(name, "o") for name in "abc"], Quantity(12.0))
    alone, many = (assess([wire, other], known, CONFIG) for wire in (single, copied))
    assert many.posteriors == pytest.approx(alone.posteriors)
