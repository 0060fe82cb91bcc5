"""Finds the threshold that keeps alerts few and right, from what editors decided about clashes so far.

A clash whose threshold lies higher is at least as often right (the probabilities order clashes; they need not be
calibrated), so a bound that holds from some threshold on holds from every higher one.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

_CANDIDATES = 20


@dataclass(frozen=True)
class Reviewed:
    """A clash an editor decided about: confirmed and resolved ones were right, dismissed ones were not."""

    probability: float
    right: bool


@dataclass(frozen=True)
class Evidence:
    """Reviews of the tenant, and the probabilities of what was opened under the key in the last so many days."""

    reviewed: tuple[Reviewed, ...]
    opened: tuple[float, ...]
    days: float


@dataclass(frozen=True)
class Goal:
    """At most so many alerts a day on average, and at least this share of them right with this confidence."""

    alerts_per_day: float
    precision: float
    confidence: float = 0.95
    least_reviews: int = 30


@dataclass(frozen=True)
class Effect:
    """What a threshold does: `precision_low` bounds the precision from below, `kept` is the share of right ones kept.

    Missing where nothing was reviewed from there on.
    """

    threshold: float | None
    alerts_per_day: float
    reviews: int
    precision: float | None
    precision_low: float | None
    kept: float | None


class Verdict(StrEnum):
    """Whether there is a threshold to propose, and why not."""

    PROPOSED = "proposed"
    TOO_FEW_REVIEWS = "too_few_reviews"
    PRECISION_OUT_OF_REACH = "precision_out_of_reach"


@dataclass(frozen=True)
class Proposal:
    """The effect of the present threshold, and of the proposed one where there is one."""

    verdict: Verdict
    present: Effect
    proposed: Effect | None


def propose(evidence: Evidence, goal: Goal, present: float | None) -> Proposal:
    """Propose the lowest threshold that meets the goal; nothing where the reviews do not bear it out."""
    now = effect_of(present, evidence, goal.confidence)
    if len(evidence.reviewed) < goal.least_reviews:
        return Proposal(Verdict.TOO_FEW_REVIEWS, now, None)
    precise = _precise_from(evidence.reviewed, goal)
    if precise is None:
        return Proposal(Verdict.PRECISION_OUT_OF_REACH, now, None)
    threshold = max(precise, _affordable_from(evidence, goal.alerts_per_day))
    return Proposal(Verdict.PROPOSED, now, effect_of(threshold, evidence, goal.confidence))


def effect_of(threshold: float | None, evidence: Evidence, confidence: float) -> Effect:
    """What would have been alerted about, had the threshold been this one; None stands for no threshold."""
    least = threshold or 0.0
    judged = [one.right for one in evidence.reviewed if one.probability >= least]
    right, all_right = sum(judged), sum(one.right for one in evidence.reviewed)
    return Effect(
        threshold=threshold,
        alerts_per_day=sum(probability >= least for probability in evidence.opened) / evidence.days,
        reviews=len(judged),
        precision=right / len(judged) if judged else None,
        precision_low=lower_bound(right, len(judged), confidence) if judged else None,
        kept=right / all_right if all_right else None,
    )


def lower_bound(right: int, reviews: int, confidence: float) -> float:
    """Wilson's bound on a share, one-sided."""
    z = NormalDist().inv_cdf(confidence)
    share, shrink = right / reviews, 1 + z * z / reviews
    spread = z * math.sqrt(share * (1 - share) / reviews + (z / (2 * reviews)) ** 2)
    return max(0.0, (share + z * z / (2 * reviews) - spread) / shrink)


def _precise_from(reviewed: Sequence[Reviewed], goal: Goal) -> float | None:
    """Return the lowest of a few thresholds at which the bound holds; few, so that none holds by luck."""
    ordered = sorted(reviewed, key=lambda one: one.probability)
    last = len(ordered) - goal.least_reviews
    places = sorted({round(step * last / (_CANDIDATES - 1)) for step in range(_CANDIDATES)})
    probabilities = [one.probability for one in ordered]
    for place in places:
        start = bisect_left(probabilities, probabilities[place])
        right = sum(one.right for one in ordered[start:])
        if lower_bound(right, len(ordered) - start, goal.confidence) >= goal.precision:
            return probabilities[place]
    return None


def _affordable_from(evidence: Evidence, alerts_per_day: float) -> float:
    """Return the lowest threshold from which no more was opened than the budget allows; 0 where all is affordable."""
    most = math.floor(alerts_per_day * evidence.days)
    ordered = sorted(evidence.opened, reverse=True)
    if len(ordered) <= most:
        return 0.0
    higher = [probability for probability in ordered[:most] if probability > ordered[most]]
    return higher[-1] if higher else min(1.0, math.nextafter(ordered[most], math.inf))
