"""Joins ledger and source names into the domain's view of a tenant, one transaction at a time."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext

from sqlalchemy import Connection, Engine

from source_reliability.adapters.database import transaction
from source_reliability.adapters.ledger import Ledger
from source_reliability.adapters.source_names import SourceNames
from source_reliability.domain.cells import Cell, Observation
from source_reliability.domain.dossier import Dossier
from source_reliability.domain.outcomes import Entry
from source_reliability.domain.ports import Head, RatedDomains

_DEEPEST_PARENT = 16


class TenantView:
    """One tenant as stored, read and changed inside one transaction."""

    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection, self._tenant = connection, tenant
        self._ledger, self._names = Ledger(connection, tenant), SourceNames(connection, tenant)

    def dossiers(
        self, source_ids: Sequence[str], as_of_us: int | None = None, *, with_observations: bool = False
    ) -> dict[str, Dossier]:
        names = SourceNames(self._connection, self._tenant, as_of_us)
        canonical = names.canonical(source_ids)
        parents = self._ancestors(names, set(canonical.values()))
        everyone = sorted(set(canonical.values()) | set(parents) | set(parents.values()))
        members = names.members(everyone)
        cells: dict[str, list[Cell]] = {source_id: [] for source_id in everyone}
        observed: dict[str, list[Observation]] = {source_id: [] for source_id in everyone}
        if with_observations:
            for item in self._ledger.observations(sorted(members), as_of_us):
                observed[members[item.source_id]].append(item)
        else:
            for cell in self._ledger.cells(sorted(members)):
                cells[members[cell.source_id]].append(cell)
        met, ratings, overrides = names.sources(everyone), names.ratings(everyone), names.overrides(everyone)
        made: dict[str, Dossier] = {}

        def build(source_id: str) -> Dossier:
            if source_id not in made:
                above = parents.get(source_id)
                shown, kind = met.get(source_id, ("", ""))
                made[source_id] = Dossier(
                    source_id,
                    shown,
                    kind,
                    cells[source_id],
                    observed[source_id] if with_observations else None,
                    ratings.get(source_id, ()),
                    overrides.get(source_id),
                    build(above) if above else None,
                )
            return made[source_id]

        return {source_id: build(found) for source_id, found in canonical.items()}

    def _ancestors(self, names: SourceNames, source_ids: set[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        ahead = source_ids
        for _ in range(_DEEPEST_PARENT):
            above = names.parents(ahead)
            owners = names.canonical(set(above.values()))
            found |= {child: owners[parent] for child, parent in above.items()}
            ahead = set(owners.values()) - set(found)
            if not ahead:
                break
        return found

    def entries(self, source_id: str, before: int | None, limit: int) -> list[Entry]:
        members = self._names.members([self.canonical(source_id)])
        return self._ledger.entries(sorted(members), before, limit)

    def canonical(self, source_id: str) -> str:
        return self._names.canonical([source_id])[source_id]

    def aliases(self, source_id: str) -> list[str]:
        return self._names.aliases(source_id)

    def parent(self, source_id: str) -> str:
        parent = self._names.parents([source_id]).get(source_id, "")
        return self.canonical(parent) if parent else ""

    def head(self) -> Head:
        return self._ledger.head()

    def known(self, outcome_ids: Sequence[str]) -> dict[str, Entry]:
        return self._ledger.known(outcome_ids)

    def standing(self, origin_groups: Sequence[str]) -> list[Entry]:
        return self._ledger.standing(origin_groups)

    def cells(self, source_ids: Sequence[str]) -> list[Cell]:
        return self._ledger.cells(source_ids)

    def append(self, entries: Sequence[Entry]) -> None:
        self._ledger.append(entries)
        self._names.meet(entries)

    def save(self, cells: Sequence[Cell]) -> None:
        self._ledger.save(cells)

    def link(self, source_id: str, aliases: Mapping[str, str], parent_id: str, now_us: int) -> None:
        self._names.link(source_id, aliases, parent_id, now_us)

    def override(self, source_id: str, mean: float | None, reason: str, editor: str, now_us: int) -> None:
        self._names.override(source_id, mean, reason, editor, now_us)

    def import_ratings(self, rated: RatedDomains, now_us: int) -> None:
        self._names.import_ratings(rated, now_us)


class SqlArchive:
    """All tenants in one database; writers of one tenant take turns."""

    def __init__(self, engine: Engine, config_version: str) -> None:
        self._engine, self._config_version = engine, config_version
        self._turn = threading.Lock() if engine.dialect.name == "sqlite" else nullcontext()

    @contextmanager
    def reading(self, tenant: str) -> Iterator[TenantView]:
        with transaction(self._engine, writes=False) as connection:
            yield TenantView(connection, tenant)

    @contextmanager
    def writing(self, tenant: str) -> Iterator[TenantView]:
        with self._turn, transaction(self._engine, writes=True) as connection:
            Ledger(connection, tenant).lock(self._config_version)
            yield TenantView(connection, tenant)
