"""Everything stored about a source that its reliability depends on, at one state of knowledge."""

from collections.abc import Sequence
from dataclasses import dataclass

from source_reliability.domain.cells import Cell, Observation
from source_reliability.domain.priors import RatedBy


@dataclass(frozen=True, slots=True)
class Override:
    """The mean an editor put in force, and why."""

    mean: float
    reason: str
    editor: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """A source with its aliases folded in; `observations` is None where only the cells were asked for."""

    source_id: str
    display_name: str = ""
    speaker_kind: str = ""
    cells: Sequence[Cell] = ()
    observations: Sequence[Observation] | None = None
    ratings: Sequence[RatedBy] = ()
    override: Override | None = None
    parent: "Dossier | None" = None
