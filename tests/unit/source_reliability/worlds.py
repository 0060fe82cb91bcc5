"""Made-up worlds whose truth is known: copied wires, and sources that break half-way."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from source_reliability.domain.cells import ALL, Cell, Moment, Observation, levels
from source_reliability.domain.change import watch
from source_reliability.domain.config import ModelConfig
from source_reliability.domain.estimate import Estimate, estimate, intervals
from source_reliability.domain.priors import Prior
from source_reliability.domain.reconcile import Facts, reconcile, winners
from tests.unit.source_reliability.making import DAY_US, KEY, NOW_US

Floats = npt.NDArray[np.float64]
_PRIOR = Prior(0.6, 3.0, "")


@dataclass(frozen=True)
class WireWorld:
    """True or false propositions, half of them also carried by a wire that many outlets copy."""

    facts: Facts
    says_true: npt.NDArray[np.int64]
    truth: npt.NDArray[np.int64]
    reliability: Floats

    def right(self, winners: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        return np.equal(self.says_true[winners], self.truth[self.facts.value_object[winners]])


def wire_world(*, folded: bool, sources: int = 2000, propositions: int = 20_000, wires: int = 5) -> WireWorld:
    chance = np.random.default_rng(4)
    reliability = chance.beta(5, 2, sources)
    wire_reliability = chance.beta(5, 2, wires)
    truth = chance.integers(0, 2, propositions)
    rows: list[tuple[int, int, int]] = []
    for item in range(propositions):
        own = chance.choice(sources, int(chance.integers(1, 8)), replace=False)
        rows += [(item, source, 0) for source in own]
        if chance.random() < 0.5:
            rows += [(item, source, 1) for source in chance.choice(sources, 15, replace=False)]
    item, source, copied = np.array(rows).T
    wire_right = (chance.random(propositions) < wire_reliability[chance.integers(wires, size=propositions)])[item]
    right = np.where(copied == 1, wire_right, chance.random(len(rows)) < reliability[source])
    said = np.where(right, truth[item], 1 - truth[item])
    keys, value = np.unique(item * 2 + said, return_inverse=True)
    _, first = np.unique(value * sources + source, return_index=True)
    value, source, copied = value[first], source[first], copied[first]
    copies = np.bincount(value, copied, len(keys))[value]
    share = np.where((copied == 1) & folded, 1.0 / np.maximum(1.0, copies), 1.0)
    facts = Facts(source, value, share, keys // 2, sources, propositions, origins_named=folded)
    return WireWorld(facts, keys % 2, truth, reliability)


@dataclass(frozen=True)
class Wires:
    """How `reconcile` fared on a wire world: values, their probabilities, and how many 90 % intervals held."""

    accuracy: float
    calibration_error: float
    coverage: float


def wires(*, folded: bool) -> Wires:
    world = wire_world(folded=folded)
    found = reconcile(world.facts, {})
    chosen = winners(world.facts, found.probability)
    right, strength = world.right(chosen), found.alpha + found.beta
    return Wires(
        float(np.mean(right)),
        _calibration_error(found.probability[chosen], right),
        _covered(found.alpha / strength, strength, world.reliability),
    )


def _calibration_error(probability: Floats, right: npt.NDArray[np.bool_]) -> float:
    bins = np.minimum(9, (probability * 10).astype(int))
    return sum(
        float(np.mean(bins == b)) * abs(float(np.mean(right[bins == b])) - float(np.mean(probability[bins == b])))
        for b in np.unique(bins)
    )


def _covered(means: Floats, strengths: Floats, real: Floats) -> float:
    low, high = np.array(intervals(means.tolist(), strengths.tolist())).T
    return float(np.mean((low <= real) & (real <= high)))


def coverage_of_sources(sources: int = 20_000) -> float:
    """Share of 90 % intervals that hold for sources made by the model."""
    chance = np.random.default_rng(11)
    real = chance.beta(0.6 * 3, 0.4 * 3, size=sources)
    seen = chance.integers(0, 60, size=sources)
    right = chance.binomial(seen, real)
    found = [estimate(_PRIOR, [(float(r), float(n))], ()) for r, n in zip(right, seen, strict=True)]
    return _coverage_of(found, real)


def coverage_of_pooled_cells(sources: int = 20_000) -> float:
    """The same for one part of each source, pooled with its sibling."""
    chance = np.random.default_rng(12)
    whole = chance.beta(0.6 * 3, 0.4 * 3, size=sources)
    part, sibling = (chance.beta(whole * 8, (1 - whole) * 8) for _ in range(2))
    seen = chance.integers(0, 20, size=(2, sources))
    right = np.array([chance.binomial(seen[0], sibling), chance.binomial(seen[1], part)])
    found = [
        estimate(_PRIOR, [(float(a), float(m)), (float(b), float(n))], (8.0,))
        for a, m, b, n in zip(right[0], seen[0], right[1], seen[1], strict=True)
    ]
    return _coverage_of(found, part)


def _coverage_of(found: list[Estimate], real: Floats) -> float:
    return _covered(np.array([one.mean for one in found]), np.array([one.strength for one in found]), real)


@dataclass(frozen=True)
class Drift:
    """How estimates of drifting sources fared: share of intervals that held, and the error after the shock."""

    coverage: float
    error_after_shock: float


def drift(config: ModelConfig, sources: int = 200, days: int = 400) -> Drift:
    """Three outcomes in ten days per source; 15 % of the sources break half-way."""
    chance = np.random.default_rng(2)
    before = chance.beta(7, 3, sources)
    breaks = chance.random(sources) < 0.15
    after = np.where(breaks, 0.6 * chance.beta(2, 3, sources), before)
    cells = [Cell(str(number), KEY) for number in range(sources)]
    held, errors = [], []
    for day in range(days):
        real = before if day < days // 2 else after
        at = Moment(NOW_US + day * DAY_US, config)
        found = [_estimate(cell, at) for cell in cells]
        means = np.array([one.mean for one in found])
        if day > 20 and day % 10 == 0:
            held.append(_covered(means, np.array([one.strength for one in found]), real))
        if days // 2 < day < days // 2 + 40:
            errors.append(np.mean(np.abs(means - real)[breaks]))
        for number in np.flatnonzero(chance.random(sources) < 0.3):
            _learn(cells[number], float(means[number]), float(chance.random() < real[number]), at)
    return Drift(float(np.mean(held)), float(np.mean(errors)))


def _estimate(cell: Cell, at: Moment) -> Estimate:
    return estimate(Prior(0.7, 3.0, "default"), levels([cell], ALL, at), ())


def _learn(cell: Cell, expected: float, right: float, at: Moment) -> None:
    if watch(cell, expected, right, 1.0, at.config):
        cell.generation += 1
    made = Observation(cell.source_id, "", KEY, right, 1.0, at.now_us, generation=cell.generation)
    cell.add(made, at.config)
