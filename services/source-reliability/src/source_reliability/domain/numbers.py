"""Reconciles conflicting figures: which number of each object, and how far off each source tends to be."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import erf

from source_reliability.domain.config import RESOLVER_WEIGHTS
from source_reliability.domain.reconcile import Facts, Floats, Integers

CLOSE = 0.10
"""A figure is taken for right when it is at most this share off."""

_PRIOR_CLAIMS = 3.0
_PRIOR_SPREAD = 0.15
_SWEEPS = 10
_NORMAL_90 = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Figures:
    """Per object the estimate and its 90 % interval, per source its relative spread (one standard deviation)."""

    estimate: Floats
    low: Floats
    high: Floats
    spread: Floats


def reconcile_numbers(facts: Facts, number: Floats, audited: Mapping[int, float]) -> Figures:
    """Precision-weighted means on a logarithmic scale, source spreads inverse-gamma (GTM, Zhao & Han 2012).

    `number` (m) is the figure behind each value of `facts`, `audited` the right figure by object. The scale is asinh:
    logarithmic for large figures of either sign, and zero is a figure like others.
    """
    claimed, item = np.arcsinh(number)[facts.value], facts.value_object[facts.value]
    known = np.zeros(facts.objects, dtype=bool)
    known[list(audited)] = True
    right = np.zeros(facts.objects)
    right[list(audited)] = np.arcsinh(np.array(list(audited.values()), dtype=np.float64))
    weight = facts.share * np.where(known[item], 1.0, RESOLVER_WEIGHTS["model"])
    seen = np.bincount(facts.source, weight, facts.sources)
    centre = np.where(known, right, _medians(claimed, item, facts))
    variance = np.full(facts.sources, _PRIOR_SPREAD**2)
    precision: Floats = np.zeros(facts.objects)
    for _ in range(_SWEEPS):
        squares = np.bincount(facts.source, weight * (claimed - centre[item]) ** 2, facts.sources)
        variance = (_PRIOR_CLAIMS * _PRIOR_SPREAD**2 + squares) / (_PRIOR_CLAIMS + seen)
        votes = facts.share / variance[facts.source]
        precision = np.asarray(np.bincount(item, votes, facts.objects), dtype=np.float64)
        means = np.bincount(item, votes * claimed, facts.objects) / np.maximum(precision, 1e-300)
        centre = np.where(known, right, means)
    width = np.where(known, 0.0, _NORMAL_90 / np.sqrt(np.maximum(precision, 1e-300)))
    return Figures(np.sinh(centre), np.sinh(centre - width), np.sinh(centre + width), np.sqrt(variance))


def chance_of_being_close(spread: Floats) -> Floats:
    """Probability that a figure with this relative spread is close to the truth."""
    return np.asarray(erf(math.log1p(CLOSE) / (np.maximum(spread, 1e-12) * math.sqrt(2.0))), dtype=np.float64)


def _medians(claimed: Floats, item: Integers, facts: Facts) -> Floats:
    order = np.lexsort((claimed, item))
    counts = np.bincount(item, minlength=facts.objects)
    first = np.concatenate(([0], np.cumsum(counts)[:-1]))
    lower = claimed[order][np.minimum(first + np.maximum(0, counts - 1) // 2, len(claimed) - 1)]
    upper = claimed[order][np.minimum(first + counts // 2, len(claimed) - 1)]
    return np.asarray((lower + upper) / 2.0, dtype=np.float64)
