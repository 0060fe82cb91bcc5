"""Weighs figures that exclude each other: a report speaks for its figure and what lies near, a bound for one side."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import erfinv, stdtr

from source_reliability.domain.numbers import CLOSE
from source_reliability.domain.reconcile import Floats

LARGEST = 1e15
"""Largest figure that is weighed, of either sign."""
BOUNDS = ("exactly", "at_least", "at_most", "about", "range")

_STEP, _MOST_POINTS = 0.005, 8192
_MARGIN = 8.0
_PRIOR_SPREAD = math.log(10.0)
"""Before anybody is trusted the figure may be ten times as large as those told, or a tenth."""
_BLUNDERS = 0.01
"""However good a reputation, one report in a hundred says nothing of the figure: none decides alone."""
_MEANS = (0.05, 0.99)
_LEAST_FREEDOM = 1.0


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure; `upper` counts only where the bound is a range."""

    value: float
    bound: str = "exactly"
    upper: float = 0.0

    @property
    def ends(self) -> tuple[float, float]:
        """Least and largest figure it allows, on a scale that is logarithmic for large figures of either sign."""
        low = -math.inf if self.bound == "at_most" else math.asinh(self.value)
        high = math.asinh(self.upper if self.bound == "range" else self.value)
        return low, math.inf if self.bound == "at_least" else high


@dataclass(frozen=True, slots=True)
class Report:
    """An independent report of a figure by a source of this reliability; `weight` from 0 to 1 is what it counts for."""

    quantity: Quantity
    mean: float
    strength: float
    weight: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """Probability that each figure is the nearest to the truth, and the truth's median with its 90 % interval."""

    shares: Sequence[float]
    value: float
    low: float
    high: float


def weigh(quantities: Sequence[Quantity], reports: Sequence[Report]) -> Weighed:
    """Posterior of the true figure over a grid, from Student-t errors (GTM, Zhao & Han 2012; bounds are censored)."""
    stated = [end for quantity in quantities for end in quantity.ends if math.isfinite(end)]
    least, largest = min(stated) - _MARGIN, max(stated) + _MARGIN
    points = min(_MOST_POINTS, 1 + math.ceil((largest - least) / _STEP))
    grid = np.linspace(least, largest, points)
    prior = _normalised(np.exp(-0.5 * ((grid - math.fsum(stated) / len(stated)) / _PRIOR_SPREAD) ** 2))
    log_weight = np.log(prior)
    for report in reports:
        likelihood = (1.0 - _BLUNDERS) * _normalised(_kernel(grid, report)) + _BLUNDERS * prior
        log_weight += report.weight * np.log(likelihood)
    weight = _normalised(np.exp(log_weight - log_weight.max()))
    below = np.cumsum(weight) - weight / 2.0
    low, value, high = (math.sinh(float(np.interp(share, below, grid))) for share in (0.05, 0.5, 0.95))
    return Weighed([min(1.0, float(share)) for share in _nearest(grid, quantities) @ weight], value, low, high)


def spread(mean: float) -> float:
    """Relative error (one scale) at which a share `mean` of figures is close to the truth."""
    least, most = _MEANS
    inside = float(erfinv(min(most, max(least, mean))))
    return math.log1p(CLOSE) / (math.sqrt(2.0) * inside)


def _kernel(grid: Floats, report: Report) -> Floats:
    """How well each figure of the grid goes with the report, to a factor."""
    scale, freedom = spread(report.mean), max(_LEAST_FREEDOM, report.strength)
    low, high = report.quantity.ends
    if low == high:
        squared = ((grid - low) / scale) ** 2
        return np.asarray((1.0 + squared / freedom) ** (-(freedom + 1.0) / 2.0), dtype=np.float64)
    above, under = stdtr(freedom, (grid - low) / scale), stdtr(freedom, (high - grid) / scale)
    return np.asarray(above * under, dtype=np.float64)


def _normalised(weight: Floats) -> Floats:
    return np.asarray(weight / weight.sum(), dtype=np.float64)


def _nearest(grid: Floats, quantities: Sequence[Quantity]) -> Floats:
    """Per quantity and point 1 where it is the nearest, shared where several are."""
    ends = np.array([quantity.ends for quantity in quantities])[:, :, None]
    distance = np.maximum(0.0, np.maximum(ends[:, 0] - grid, grid - ends[:, 1]))
    first = np.isclose(distance, distance.min(axis=0), rtol=0.0, atol=1e-9)
    return np.asarray(first / first.sum(axis=0), dtype=np.float64)
