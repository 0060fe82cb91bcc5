"""Thresholds from reviews: what is proposed, and how often that is right."""

import random
from collections.abc import Sequence

import pytest

from gateway.domain.alert_budget import (
    Evidence,
    Goal,
    Proposal,
    Reviewed,
    Verdict,
    effect_of,
    lower_bound,
    propose,
)

GOAL = Goal(alerts_per_day=10, precision=0.8)


def world(seed: int, reviews: int, opened: int = 0, power: float = 1.0) -> Evidence:
    """Clashes between .5 and 1 of which a share of probability ** power is right, over 28 days."""
    chance = random.Random(seed)  # noqa: S311

    def probability() -> float:
        return chance.uniform(0.5, 1.0)

    drawn = [probability() for _ in range(reviews)]
    reviewed = tuple(Reviewed(p, chance.random() < p**power) for p in drawn)
    return Evidence(reviewed, tuple(probability() for _ in range(opened)), 28)


def true_precision(threshold: float, power: float) -> float:
    """Mean of p ** power for p uniform from the threshold to 1."""
    return (1 - threshold ** (power + 1)) / ((power + 1) * (1 - threshold))


def same(right: int, wrong: int, probability: float = 0.9) -> tuple[Reviewed, ...]:
    return (Reviewed(probability, right=True),) * right + (Reviewed(probability, right=False),) * wrong


@pytest.mark.parametrize("reviewed", [(), same(29, 0)])
def test_with_few_reviews_nothing_is_proposed(reviewed: Sequence[Reviewed]) -> None:
    proposal = propose(Evidence(tuple(reviewed), (0.9,) * 1_000, 28), GOAL, None)
    assert (proposal.verdict, proposal.proposed) == (Verdict.TOO_FEW_REVIEWS, None)


def test_a_precision_no_threshold_reaches_is_said_to_be_out_of_reach() -> None:
    proposal = propose(Evidence(same(30, 30), (), 28), GOAL, 0.5)
    assert (proposal.verdict, proposal.proposed) == (Verdict.PRECISION_OUT_OF_REACH, None)
    assert proposal.present.precision == pytest.approx(0.5)


def test_where_everything_is_right_and_little_comes_all_is_alerted_about() -> None:
    evidence = Evidence(tuple(Reviewed(0.5 + n / 200, right=True) for n in range(60)), (0.6,) * 28, 28)
    proposal = propose(evidence, GOAL, 0.7)
    assert proposal.proposed
    assert proposal.proposed.threshold == 0.5
    assert (proposal.proposed.alerts_per_day, proposal.proposed.kept) == (1.0, 1.0)
    assert proposal.present.kept is not None
    assert proposal.present.kept < 1.0


@pytest.mark.parametrize("budget", [0.5, 2, 10, 40])
def test_no_more_is_alerted_about_than_the_budget_allows(budget: float) -> None:
    proposal = propose(world(1, 600, opened=2_000), Goal(budget, 0.6), None)
    assert proposal.proposed
    assert proposal.proposed.alerts_per_day <= budget


def test_the_budget_holds_where_many_have_the_same_probability() -> None:
    proposal = propose(Evidence(same(60, 0), (0.9,) * 1_000 + (0.95,) * 10, 28), Goal(1, 0.8), None)
    assert proposal.proposed
    assert proposal.proposed.threshold == 0.95
    crowded = propose(Evidence(same(60, 0), (0.9,) * 1_000, 28), Goal(1, 0.8), None)
    assert crowded.proposed
    assert crowded.proposed.alerts_per_day == 0


def proposals(power: float, reviews: int, goal: Goal) -> list[Proposal]:
    return [propose(world(seed, reviews, power=power), goal, None) for seed in range(300)]


@pytest.mark.parametrize(("power", "reviews"), [(1.0, 60), (1.0, 300), (2.0, 100), (2.0, 600)])
def test_what_is_proposed_seldom_falls_short_of_the_precision_asked_for(power: float, reviews: int) -> None:
    found = [p.proposed.threshold for p in proposals(power, reviews, Goal(1_000, 0.8)) if p.proposed]
    short = [t for t in found if t is not None and true_precision(t, power) < 0.8]
    assert len(short) <= 0.1 * 300


def test_with_many_reviews_the_threshold_comes_close_to_the_best() -> None:
    found = [p.proposed.threshold or 0 for p in proposals(1.0, 1_500, Goal(1_000, 0.8)) if p.proposed]
    assert len(found) == 300
    # a mean of .8 and more begins at .6
    assert sorted(found)[150] == pytest.approx(0.65, abs=0.06)


def test_the_bound_is_the_known_one() -> None:
    assert lower_bound(80, 100, 0.975) == pytest.approx(0.7112, abs=1e-3)
    assert lower_bound(0, 10, 0.95) == pytest.approx(0, abs=1e-9)


def test_the_effect_of_no_threshold_counts_everything() -> None:
    evidence = Evidence(same(3, 1, 0.2), (0.1, 0.2, 0.3), 1)
    assert effect_of(None, evidence, 0.95).alerts_per_day == 3
    assert effect_of(0.25, evidence, 0.95).precision is None
