"""Decides which of several values that exclude each other is likelier, or that nobody can say yet."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import digamma

from source_reliability.domain.appraisal import Question
from source_reliability.domain.config import ModelConfig

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


@dataclass(frozen=True, slots=True)
class Belief:
    """Beta posterior of a source as used for weighing, by mean and strength."""

    mean: float
    strength: float


@dataclass(frozen=True, slots=True)
class Assessment:
    """Posterior per value id; `leading` is None where the evidence is too thin."""

    posteriors: Mapping[str, float]
    leading: str | None
    reason: str


def assess(values: Sequence[Value], beliefs: Mapping[Question, Belief], config: ModelConfig) -> Assessment:
    """Weigh origins, not outlets: tempered expected log-odds per origin (Dong 2009, ACCU; one origin counts once)."""
    false_values = math.log(max(1, len(values) - 1))
    scores = [_score(value, beliefs, false_values, config.temper) for value in values]
    weights = np.exp(np.asarray(scores) - max(scores))
    shares = weights / weights.sum()
    posteriors = {value.value_id: float(share) for value, share in zip(values, shares, strict=True)}
    best, second = sorted(scores, reverse=True)[:2]
    origins = {_origin(support) for value in values for support in value.supports}
    leader = values[scores.index(best)].value_id
    if len(origins) < 2:
        return Assessment(posteriors, None, "fewer than two independent reports stand behind the values")
    if best - second < math.log(config.abstain_odds):
        return Assessment(posteriors, None, f"the odds of the likeliest value are below {config.abstain_odds:g} to 1")
    reason = f"{posteriors[leader]:.0%} by the track records behind {len(origins)} independent reports"
    return Assessment(posteriors, leader, reason)


def _score(value: Value, beliefs: Mapping[Question, Belief], false_values: float, temper: float) -> float:
    by_origin: dict[str, list[float]] = defaultdict(list)
    for support in value.supports:
        belief = beliefs[support.source]
        odds = _expected_log_odds(belief) + (0.0 if support.denial else false_values)
        by_origin[_origin(support)].append(support.confidence * odds)
    return temper * math.fsum(math.fsum(odds) / len(odds) for odds in by_origin.values())


def _expected_log_odds(belief: Belief) -> float:
    alpha = max(belief.mean * belief.strength, _LEAST_SHAPE)
    beta = max((1.0 - belief.mean) * belief.strength, _LEAST_SHAPE)
    odds = float(digamma(alpha) - digamma(beta))
    return max(-_LARGEST_LOG_ODDS, min(_LARGEST_LOG_ODDS, odds))


def _origin(support: Support) -> str:
    return f"origin {support.origin_id}" if support.origin_id else f"source {support.source.source_id}"
