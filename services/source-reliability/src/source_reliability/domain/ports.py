"""What the domain needs from storage; all names are already ids."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from source_reliability.domain.cells import Cell
from source_reliability.domain.dossier import Dossier
from source_reliability.domain.outcomes import Entry


@dataclass(frozen=True, slots=True)
class Head:
    """End of a tenant's ledger."""

    sequence: int = 0
    hash: str = ""
    recorded_us: int = 0


@dataclass(frozen=True, slots=True)
class RatedDomains:
    """One loaded list of ratings, score by source id."""

    list_name: str
    list_version: str
    strength: float
    scores: Mapping[str, float]


class Reader(Protocol):
    """A consistent view of one tenant."""

    def dossiers(
        self, source_ids: Sequence[str], as_of_us: int | None = None, *, with_observations: bool = False
    ) -> Mapping[str, Dossier]:
        """Dossier per id given, parents included; without `as_of_us` the present one.

        With observations the cells are left empty, to be folded from them.
        """

    def entries(self, source_id: str, before: int | None, limit: int) -> Sequence[Entry]:
        """Ledger entries of the source and its aliases, newest first, below the sequence number `before`."""

    def canonical(self, source_id: str) -> str:
        """Source that the id is an alias of, else the id itself."""

    def aliases(self, source_id: str) -> Sequence[str]:
        """Names given to the source, oldest first."""

    def parent(self, source_id: str) -> str:
        """Canonical id of the parent, empty for none."""


class Writer(Reader, Protocol):
    """The one change to a tenant at a time; committed as a whole or not at all."""

    def head(self) -> Head: ...

    def known(self, outcome_ids: Sequence[str]) -> Mapping[str, Entry]:
        """Entries already in the ledger, by outcome id."""

    def standing(self, origin_groups: Sequence[str]) -> Sequence[Entry]:
        """Entries of the groups that no other one replaces."""

    def cells(self, source_ids: Sequence[str]) -> Sequence[Cell]: ...

    def append(self, links: Sequence[tuple[Entry, str]]) -> None:
        """Add entries, each with its hash, mark those they supersede, move the head, and note sources new here."""

    def save(self, cells: Mapping[str, Sequence[Cell]]) -> None:
        """Replace all cells of each source given."""

    def link(self, source_id: str, aliases: Mapping[str, str], parent_id: str, now_us: int) -> None:
        """Add aliases (name by id) and set the parent, empty for none."""

    def override(self, source_id: str, mean: float | None, reason: str, editor: str, now_us: int) -> None:
        """Put a mean in force, or take it out of force where it is None."""

    def import_ratings(self, rated: RatedDomains, now_us: int) -> None: ...


class Archive(Protocol):
    """Storage of all tenants."""

    def reading(self, tenant: str) -> AbstractContextManager[Reader]: ...

    def writing(self, tenant: str) -> AbstractContextManager[Writer]: ...
