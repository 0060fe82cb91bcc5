"""Decides which of several values that exclude each other is likelier, or that nobody can say yet."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import digamma

from source_reliability.domain.appraisal import Question
from source_reliability.domain.config import ModelConfig
from source_reliability.domain.quantities import Quantity, Report, Weighed, weigh

_LEAST_SHAPE = 1e-6
_LARGEST_LOG_ODDS = math.log(99.0)
"""No single report decides alone, however it came to its reputation."""


@dataclass(frozen=True, slots=True)
class Support:
    """Somebody behind a value; a denial speaks against the other values."""

    source: Question
    origin_id: str = ""
    denial: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Value:
    value_id: str
    supports: Sequence[Support]
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Belief:
    """Beta posterior of a source as used for weighing, by mean and strength."""

    mean: float
    strength: float


@dataclass(frozen=True, slots=True)
class Assessment:
    """Posterior per value id; `leading` is None where the evidence is too thin, `figure` where none was weighed."""

    posteriors: Mapping[str, float]
    leading: str | None
    reason: str
    figure: Weighed | None = None


def assess(values: Sequence[Value], beliefs: Mapping[Question, Belief], config: ModelConfig) -> Assessment:
    """Weigh origins, not outlets, values that are figures by their distance; abstain where the evidence is thin."""
    figure = _weighed_figures(values, beliefs, config)
    shares = figure.shares if figure else _shares(values, beliefs, config)
    posteriors = {value.value_id: share for value, share in zip(values, shares, strict=True)}
    second, best = sorted(shares)[-2:]
    origins = {_origin(support) for value in values for support in value.supports}
    leader = values[shares.index(best)].value_id
    if len(origins) < 2:
        return Assessment(posteriors, None, "fewer than two independent reports stand behind the values", figure)
    if best < config.abstain_odds * second:
        message = f"the odds of the likeliest value are below {config.abstain_odds:g} to 1"
        return Assessment(posteriors, None, message, figure)
    reason = f"{posteriors[leader]:.0%} by the track records behind {len(origins)} independent reports"
    return Assessment(posteriors, leader, reason, figure)


def _shares(values: Sequence[Value], beliefs: Mapping[Question, Belief], config: ModelConfig) -> list[float]:
    """Tempered expected log-odds per origin (Dong 2009, ACCU; one origin counts once)."""
    false_values = math.log(max(1, len(values) - 1))
    scores = [_score(value, beliefs, false_values, config.temper) for value in values]
    weights = np.exp(np.asarray(scores) - max(scores))
    return [float(share) for share in weights / weights.sum()]


def _weighed_figures(
    values: Sequence[Value], beliefs: Mapping[Question, Belief], config: ModelConfig
) -> Weighed | None:
    """None where a value is no figure, or where somebody denies one: that speaks for no other figure."""
    quantities = [value.quantity for value in values if value.quantity]
    denied = any(support.denial for value in values for support in value.supports)
    if len(quantities) < len(values) or denied:
        return None
    reports = []
    for value, quantity in zip(values, quantities, strict=True):
        for supports in _by_origin(value).values():
            found = [(beliefs[support.source], support.confidence) for support in supports]
            weights = (config.temper * confidence / len(found) for _, confidence in found)
            reports += [Report(quantity, b.mean, b.strength, w) for (b, _), w in zip(found, weights, strict=True)]
    return weigh(quantities, reports)


def _score(value: Value, beliefs: Mapping[Question, Belief], false_values: float, temper: float) -> float:
    def odds(support: Support) -> float:
        found = _expected_log_odds(beliefs[support.source]) + (0.0 if support.denial else false_values)
        return support.confidence * found

    return temper * math.fsum(math.fsum(map(odds, found)) / len(found) for found in _by_origin(value).values())


def _expected_log_odds(belief: Belief) -> float:
    alpha = max(belief.mean * belief.strength, _LEAST_SHAPE)
    beta = max((1.0 - belief.mean) * belief.strength, _LEAST_SHAPE)
    odds = float(digamma(alpha) - digamma(beta))
    return max(-_LARGEST_LOG_ODDS, min(_LARGEST_LOG_ODDS, odds))


def _by_origin(value: Value) -> Mapping[str, Sequence[Support]]:
    found: dict[str, list[Support]] = defaultdict(list)
    for support in value.supports:
        found[_origin(support)].append(support)
    return found


def _origin(support: Support) -> str:
    return f"origin {support.origin_id}" if support.origin_id else f"source {support.source.source_id}"
