"""Pools evidence down the tree source, evidence kind and side, topic into one Beta posterior."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv

from source_reliability.domain.priors import Prior

_TAIL = 0.05
_LEAST_SHAPE = 1e-6

Level = tuple[float, float]
"""Right and all observations."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A Beta posterior by mean and strength (alpha + beta), linear in its outcomes.

    `coefficients` holds per level how much of the mean one whole observation there carries, so that
    mean = prior_share * prior.mean + sum of coefficient * weight * right.
    """

    mean: float
    strength: float
    prior: Prior
    prior_share: float
    coefficients: tuple[float, ...]
    outcomes: float


def estimate(prior: Prior, levels: Sequence[Level], tightness: Sequence[float]) -> Estimate:
    """Posterior of the deepest of `levels` (1 + n) whose steps are as tight as `tightness` (n) says.

    The posterior of a level is the prior of the next one, by matching two moments of the Beta distribution.
    """
    mean, strength, bare = prior.mean, prior.strength, prior.strength
    share = 1.0
    coefficients: list[float] = []
    for (right, total), step in zip(levels, (None, *tightness), strict=True):
        if step is not None:
            strength, bare = _loosened(strength, step), _loosened(bare, step)
        kept = strength / (strength + total)
        strength += total
        mean = min(1.0, kept * mean + right / strength)
        share *= kept
        coefficients = [coefficient * kept for coefficient in coefficients]
        coefficients.append(1.0 / strength)
    return Estimate(mean, strength, prior, share, tuple(coefficients), max(0.0, strength - bare))


def child_prior(parent: Estimate, tightness: float, origin: str) -> Prior:
    """What the whole says about a part of it."""
    return Prior(parent.mean, _loosened(parent.strength, tightness), origin)


def _loosened(strength: float, tightness: float) -> float:
    return strength * tightness / (strength + tightness + 1.0)


def intervals(means: Sequence[float], strengths: Sequence[float]) -> list[tuple[float, float]]:
    """Ends of the central 90 % of each Beta posterior."""
    mean, strength = np.asarray(means, dtype=float), np.asarray(strengths, dtype=float)
    alpha = np.maximum(mean * strength, _LEAST_SHAPE)
    beta = np.maximum((1.0 - mean) * strength, _LEAST_SHAPE)
    low, high = betaincinv(alpha, beta, _TAIL), betaincinv(alpha, beta, 1.0 - _TAIL)
    return list(zip(low.tolist(), high.tolist(), strict=True))
