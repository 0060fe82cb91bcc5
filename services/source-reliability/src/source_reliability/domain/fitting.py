"""Fits how tightly parts follow the whole, from audited outcomes: the constants of pooling need not stay guesses."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from source_reliability.domain.cells import CellKey
from source_reliability.domain.reconcile import Floats, Integers

LEAST_GROUPS = 30
"""With fewer groups of at least two parts a fit would be noise."""

_LEAST_CORRELATION, _LARGEST_CORRELATION = 1.0 / 201.0, 0.5
_HALVINGS = 50


@dataclass(frozen=True, slots=True)
class Tally:
    """Audited outcomes of one source and cell: how many were right, of how many; `kind` is what its prior goes by."""

    source_id: str
    parent_id: str
    kind: str
    key: CellKey
    right: float
    total: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """A tightness in outcomes, 1 to 200, and the groups it rests on; None where they are too few."""

    tightness: float | None
    groups: int


_Parts = Mapping[object, Mapping[object, Sequence[float]]]


def fit(tallies: Iterable[Tally]) -> dict[str, Fitted]:
    """Fit each step of pooling by the name of its constant in ModelConfig."""
    steps: dict[str, dict[object, dict[object, list[float]]]] = {
        "default_prior_strength": {},
        "parent_tightness": {},
        "evidence_tightness": {},
        "topic_tightness": {},
    }
    for tally in tallies:
        topic, evidence, side = tally.key
        source, kept = tally.source_id, (evidence, side)
        _count(steps["evidence_tightness"], source, kept, tally)
        _count(steps["topic_tightness"], (source, kept), topic, tally)
        if tally.parent_id:
            _count(steps["parent_tightness"], tally.parent_id, source, tally)
        else:
            _count(steps["default_prior_strength"], (tally.kind, side), source, tally)
    found = {name: _fitted(groups) for name, groups in steps.items()}
    kinds = sum(len(parts) for parts in steps["default_prior_strength"].values())
    return found | {"default_prior_strength": _fitted(steps["default_prior_strength"], groups=kinds)}


def _count(groups: dict[object, dict[object, list[float]]], whole: object, part: object, tally: Tally) -> None:
    found = groups.setdefault(whole, defaultdict(lambda: [0.0, 0.0]))[part]
    found[0] += tally.right
    found[1] += tally.total


def _fitted(wholes: _Parts, groups: int | None = None) -> Fitted:
    several = [list(parts.values()) for parts in wholes.values() if len(parts) > 1]
    count = len(several) if groups is None else groups
    if count < LEAST_GROUPS or not several:
        return Fitted(None, count)
    right, total = np.array([part for parts in several for part in parts], dtype=np.float64).T
    group = np.repeat(np.arange(len(several)), [len(parts) for parts in several])
    return Fitted(1.0 / _correlation(right, total, group) - 1.0, count)


def _correlation(right: Floats, total: Floats, group: Integers) -> float:
    """Correlation of outcomes within a part (Kleinman 1973): where the spread between parts is what it predicts."""
    whole = np.bincount(group, total)
    mean = np.bincount(group, right) / whole
    share = total / whole[group]
    spread = np.bincount(group, total * (right / total - mean[group]) ** 2)

    def excess(correlation: float) -> float:
        inflated = 1.0 + np.maximum(0.0, total - 1.0) * correlation
        own = np.bincount(group, share * inflated) / whole
        variance = mean * (1.0 - mean) / np.maximum(1e-9, 1.0 - own)
        return float(np.sum(spread - variance * np.bincount(group, (1.0 - share) * inflated)))

    low, high = _LEAST_CORRELATION, _LARGEST_CORRELATION
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if excess(middle) > 0.0 else (low, middle)
    return (low + high) / 2.0
