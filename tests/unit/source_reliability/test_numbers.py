import numpy as np
import pytest

from source_reliability.domain.numbers import chance_of_being_close, reconcile_numbers
from source_reliability.domain.reconcile import Facts


def facts(claims: list[tuple[int, int]]) -> Facts:
    """Claims as (source, object), each with a figure of its own."""
    source, item = np.array(claims).T
    return Facts(source, np.arange(len(claims)), np.ones(len(claims)), item, int(source.max()) + 1, int(item.max()) + 1)


def test_estimates_beat_the_median_where_sources_differ_in_care() -> None:
    chance = np.random.default_rng(3)
    care = chance.choice([0.02, 0.1, 0.6], 40)
    truth = np.exp(chance.normal(8, 2, 400))
    claims = [(source, item) for item in range(400) for source in chance.choice(40, 4, replace=False)]
    figures = np.array([truth[item] * np.exp(chance.normal(0, care[source])) for source, item in claims])
    found = reconcile_numbers(facts(claims), figures, {})
    medians = np.array([np.median(figures[4 * item : 4 * item + 4]) for item in range(400)])
    assert np.mean(np.abs(found.estimate / truth - 1)) < 0.8 * np.mean(np.abs(medians / truth - 1))
    assert np.mean((found.low <= truth) & (truth <= found.high)) >= 0.85
    assert np.corrcoef(found.spread, care)[0, 1] > 0.9


def test_an_audited_figure_is_the_estimate_and_judges_its_sources() -> None:
    found = reconcile_numbers(facts([(0, 0), (1, 0), (0, 1), (1, 1)]), np.array([100.0, 900.0, 5.0, 50.0]), {0: 100.0})
    assert found.estimate[0] == found.low[0] == found.high[0] == pytest.approx(100.0)
    assert found.spread[0] < found.spread[1]
    assert abs(found.estimate[1] - 5.0) < abs(found.estimate[1] - 50.0)


def test_zero_and_negative_figures_are_figures_like_others() -> None:
    found = reconcile_numbers(facts([(0, 0), (1, 0), (0, 1), (1, 1)]), np.array([0.0, 0.0, -40.0, -41.0]), {})
    assert found.estimate[0] == pytest.approx(0.0)
    assert -41.0 <= found.estimate[1] <= -40.0


def test_the_closer_a_source_stays_the_likelier_its_next_figure_is_close() -> None:
    chances = chance_of_being_close(np.array([0.0, 0.05, 0.5]))
    assert chances[0] == 1.0
    assert chances[1] > 0.9
    assert chances[2] < 0.2
