"""Cells: what is known of one source for one topic, evidence kind and side, as a fold over its outcomes."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from source_reliability.domain.config import ModelConfig
from source_reliability.domain.mass import mass, worth_of_one


@dataclass(frozen=True, slots=True)
class Moment:
    """The instant evidence is read at, and the configuration it is read by."""

    now_us: int
    config: ModelConfig


class CellKey(NamedTuple):
    """Finest grain of evidence; `side` is "deny" for denials and "assert" for every other stance."""

    topic: str
    evidence: str
    side: str


@dataclass(frozen=True, slots=True)
class Slice:
    """Which cells are asked for; an empty part means all."""

    topic: str = ""
    evidence: str = ""
    side: str = ""

    def tightness(self, config: ModelConfig) -> tuple[float, ...]:
        """Tightness of each pooling step below the source as a whole."""
        steps = [config.evidence_tightness] if self.evidence or self.side else []
        return (*steps, config.topic_tightness) if self.topic else tuple(steps)

    def depth_of(self, key: CellKey) -> int:
        """Deepest pooling level the cell belongs to: 0 is the source as a whole."""
        if (self.evidence and key.evidence != self.evidence) or (self.side and key.side != self.side):
            return 0
        below = 1 if self.evidence or self.side else 0
        return below + (1 if self.topic and key.topic == self.topic else 0)


ALL = Slice()


@dataclass(frozen=True, slots=True)
class Observation:
    """One outcome; `weight` counts before it is shared among the `copies` of its origin, 0 where it was replaced."""

    source_id: str
    outcome_id: str
    key: CellKey
    right: float
    weight: float
    event_us: int
    copies: int = 1
    generation: int = 0
    origin_group: str = ""

    def masses(self, config: ModelConfig) -> tuple[int, int]:
        """Right and wrong mass."""
        half_life, share = config.half_life(self.key.evidence), self.weight / self.copies
        return (
            mass(share * self.right, self.event_us, half_life, self.generation),
            mass(share * (1.0 - self.right), self.event_us, half_life, self.generation),
        )


@dataclass(slots=True)
class Cell:
    """Sum of a source's observations of one key, with the state of its change detector."""

    source_id: str
    key: CellKey
    right: int = 0
    wrong: int = 0
    generation: int = 0
    alarm_us: int = 0
    rising: float = 0.0
    falling: float = 0.0

    def add(self, observation: Observation, config: ModelConfig, sign: int = 1) -> None:
        right, wrong = observation.masses(config)
        self.right += sign * right
        self.wrong += sign * wrong

    def read(self, at: Moment) -> tuple[float, float]:
        """Right and all observations left after decay."""
        divisor, growth = worth_of_one(at.now_us, at.config.half_life(self.key.evidence), self.generation)
        right = self.right / divisor / growth
        return right, right + self.wrong / divisor / growth


def fold(items: Iterable[Observation], config: ModelConfig) -> list[Cell]:
    """Cells that the observations add up to, whatever their order."""
    cells: dict[tuple[str, CellKey], Cell] = {}
    for item in items:
        cell = cells.setdefault((item.source_id, item.key), Cell(item.source_id, item.key))
        cell.generation = max(cell.generation, item.generation)
        cell.add(item, config)
    return list(cells.values())


def by_source(cells: Mapping[tuple[str, CellKey], Cell]) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for (source_id, _), cell in cells.items():
        found.setdefault(source_id, []).append(cell)
    return found


def levels(cells: Iterable[Cell], wanted: Slice, at: Moment) -> Sequence[tuple[float, float]]:
    """Right and all observations per pooling level, each cell counted once, at the deepest level it belongs to."""
    rights: list[list[float]] = [[] for _ in range(1 + len(wanted.tightness(at.config)))]
    totals: list[list[float]] = [[] for _ in rights]
    for cell in cells:
        right, total = cell.read(at)
        depth = wanted.depth_of(cell.key)
        rights[depth].append(right)
        totals[depth].append(total)
    return list(zip(map(math.fsum, rights), map(math.fsum, totals), strict=True))
