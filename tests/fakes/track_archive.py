"""An archive of track records in memory; a failing change leaves it as it was."""
# ruff: noqa: ARG002 (a fake need not use all that its port is given)

import copy
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from source_reliability.domain.cells import Cell, CellKey, Observation
from source_reliability.domain.dossier import Dossier, Override
from source_reliability.domain.outcomes import Entry
from source_reliability.domain.ports import Head, RatedDomains
from source_reliability.domain.priors import RatedBy


@dataclass
class FakeTenant:
    """One tenant; knows the present only, so `as_of_us` cuts the ledger and nothing else."""

    rated: list[RatedDomains]
    entries_by_id: dict[str, Entry] = field(default_factory=dict)
    folded: dict[tuple[str, CellKey], Cell] = field(default_factory=dict)
    owners: dict[str, tuple[str, str]] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, Override] = field(default_factory=dict)

    def dossiers(
        self, source_ids: Sequence[str], as_of_us: int | None = None, *, with_observations: bool = False
    ) -> dict[str, Dossier]:
        canonical = {source_id: self.canonical(source_id) for source_id in source_ids}
        return {
            source_id: self._dossier(found, as_of_us, with_observations=with_observations)
            for source_id, found in canonical.items()
        }

    def _dossier(self, source_id: str, as_of_us: int | None, *, with_observations: bool) -> Dossier:
        members = [source_id, *(alias for alias, (owner, _) in self.owners.items() if owner == source_id)]
        parent = self.parent(source_id)
        return Dossier(
            source_id,
            cells=[] if with_observations else [c for (owner, _), c in self.folded.items() if owner in members],
            observations=self._observations(members, as_of_us) if with_observations else None,
            ratings=[
                RatedBy(rated.list_name, rated.list_version, rated.scores[source_id], rated.strength)
                for rated in self.rated
                if source_id in rated.scores
            ],
            override=self.overrides.get(source_id),
            parent=self._dossier(parent, as_of_us, with_observations=with_observations) if parent else None,
        )

    def _observations(self, members: Sequence[str], as_of_us: int | None) -> list[Observation]:
        known = [e for e in self.entries_by_id.values() if as_of_us is None or e.recorded_us <= as_of_us]
        stands = {
            e.outcome.outcome_id: e.replaced_us is None or (as_of_us is not None and e.replaced_us > as_of_us)
            for e in known
        }
        copies = Counter(e.outcome.origin_group for e in known if stands[e.outcome.outcome_id])
        return [
            e.outcome.observation(
                copies[e.outcome.origin_group] if e.outcome.origin_group and stands[e.outcome.outcome_id] else 1,
                e.generation,
                stands=stands[e.outcome.outcome_id],
            )
            for e in known
            if e.outcome.source_id in members
        ]

    def entries(self, source_id: str, before: int | None, limit: int) -> list[Entry]:
        found = [
            e
            for e in reversed(self.entries_by_id.values())
            if e.outcome.source_id == source_id and (before is None or e.sequence < before)
        ]
        return found[:limit]

    def canonical(self, source_id: str) -> str:
        while source_id in self.owners:
            source_id = self.owners[source_id][0]
        return source_id

    def aliases(self, source_id: str) -> list[str]:
        return [name for owner, name in self.owners.values() if owner == source_id]

    def parent(self, source_id: str) -> str:
        return self.canonical(self.parents.get(source_id, ""))

    def head(self) -> Head:
        last = list(self.entries_by_id.values())[-1:]
        return Head(last[0].sequence, last[0].hash, last[0].recorded_us) if last else Head()

    def known(self, outcome_ids: Sequence[str]) -> dict[str, Entry]:
        return {o: self.entries_by_id[o] for o in outcome_ids if o in self.entries_by_id}

    def standing(self, origin_groups: Sequence[str]) -> list[Entry]:
        wanted = set(origin_groups)
        return [e for e in self.entries_by_id.values() if e.outcome.origin_group in wanted and e.replaced_us is None]

    def cells(self, source_ids: Sequence[str]) -> list[Cell]:
        return [cell for (owner, _), cell in self.folded.items() if owner in source_ids]

    def append(self, links: Sequence[tuple[Entry, str]]) -> None:
        for entry, _ in links:
            self.entries_by_id[entry.outcome.outcome_id] = entry
            if old := self.entries_by_id.get(entry.outcome.supersedes):
                self.entries_by_id[old.outcome.outcome_id] = replace(old, replaced_us=entry.recorded_us)

    def save(self, cells: Mapping[str, Sequence[Cell]]) -> None:
        self.folded |= {(cell.source_id, cell.key): cell for found in cells.values() for cell in found}

    def link(self, source_id: str, aliases: Mapping[str, str], parent_id: str, now_us: int) -> None:
        self.owners |= {alias: (source_id, name) for alias, name in aliases.items()}
        self.parents[source_id] = parent_id

    def override(self, source_id: str, mean: float | None, reason: str, editor: str, now_us: int) -> None:
        self.overrides.pop(source_id, None)
        if mean is not None:
            self.overrides[source_id] = Override(mean, reason, editor)

    def import_ratings(self, rated: RatedDomains, now_us: int) -> None:
        self.rated.append(rated)


@dataclass
class FakeTrackArchive:
    """Tenants by name."""

    tenants: dict[str, FakeTenant] = field(default_factory=dict)
    rated: list[RatedDomains] = field(default_factory=list)

    @contextmanager
    def reading(self, tenant: str) -> Iterator[FakeTenant]:
        yield self.tenants.setdefault(tenant, FakeTenant(self.rated))

    @contextmanager
    def writing(self, tenant: str) -> Iterator[FakeTenant]:
        changed = copy.deepcopy(self.tenants.get(tenant) or FakeTenant(self.rated))
        yield changed
        changed.rated, self.rated[:] = self.rated, changed.rated
        self.tenants[tenant] = changed
