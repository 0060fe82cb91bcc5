"""Joins ledger and source names into the domain's view of a tenant, one transaction at a time."""

import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext

from sqlalchemy import Connection, Engine

from source_reliability.adapters.database import transaction
from source_reliability.adapters.ledger import Ledger
from source_reliability.adapters.register import Register, read_register
from source_reliability.adapters.rows import unpacked
from source_reliability.adapters.source_names import SourceNames
from source_reliability.domain.cells import Cell, Observation
from source_reliability.domain.dossier import Dossier
from source_reliability.domain.outcomes import Entry
from source_reliability.domain.ports import Head, RatedDomains

_NEVER_MET = ("", "", "[]")


class TenantView:
    """One tenant as stored, read and changed inside one transaction."""

    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection, self._tenant = connection, tenant
        self._ledger, self._names = Ledger(connection, tenant), SourceNames(connection, tenant)

    def dossiers(
        self, source_ids: Sequence[str], as_of_us: int | None = None, *, with_observations: bool = False
    ) -> dict[str, Dossier]:
        register = self._register(source_ids, as_of_us)
        observed = self._observed(register, source_ids, as_of_us) if with_observations else None
        made: dict[str, Dossier] = {}
        return {s: _dossier(register, register.canonical(s), observed, made) for s in source_ids}

    def _register(self, source_ids: Sequence[str], as_of_us: int | None = None) -> Register:
        return read_register(self._connection, self._tenant, source_ids, as_of_us)

    def _observed(
        self, register: Register, source_ids: Sequence[str], as_of_us: int | None
    ) -> Mapping[str, Sequence[Observation]]:
        owners: dict[str, str] = {}
        for source_id in map(register.canonical, source_ids):
            above = source_id
            while above and above not in owners:
                owners |= dict.fromkeys(register.family(above), above)
                above = register.parent(above)
        found: dict[str, list[Observation]] = defaultdict(list)
        for item in self._ledger.observations(sorted(owners), as_of_us):
            found[owners[item.source_id]].append(item)
        return found

    def entries(self, source_id: str, before: int | None, limit: int) -> list[Entry]:
        register = self._register([source_id])
        return self._ledger.entries(register.family(register.canonical(source_id)), before, limit)

    def canonical(self, source_id: str) -> str:
        return self._register([source_id]).canonical(source_id)

    def aliases(self, source_id: str) -> list[str]:
        return self._register([source_id]).names_given(source_id)

    def parent(self, source_id: str) -> str:
        return self._register([source_id]).parent(source_id)

    def head(self) -> Head:
        return self._ledger.head()

    def known(self, outcome_ids: Sequence[str]) -> dict[str, Entry]:
        return self._ledger.known(outcome_ids)

    def standing(self, origin_groups: Sequence[str]) -> list[Entry]:
        return self._ledger.standing(origin_groups)

    def cells(self, source_ids: Sequence[str]) -> list[Cell]:
        return self._ledger.cells(source_ids)

    def append(self, links: Sequence[tuple[Entry, str]]) -> None:
        self._ledger.append(links)
        self._names.meet([entry for entry, _ in links])

    def save(self, cells: Mapping[str, Sequence[Cell]]) -> None:
        self._ledger.save(cells)

    def link(self, source_id: str, aliases: Mapping[str, str], parent_id: str, now_us: int) -> None:
        self._names.link(source_id, aliases, parent_id, now_us)

    def override(self, source_id: str, mean: float | None, reason: str, editor: str, now_us: int) -> None:
        self._names.override(source_id, mean, reason, editor, now_us)

    def import_ratings(self, rated: RatedDomains, now_us: int) -> None:
        self._names.import_ratings(rated, now_us)


def _dossier(
    register: Register,
    source_id: str,
    observed: Mapping[str, Sequence[Observation]] | None,
    made: dict[str, Dossier],
) -> Dossier:
    # a function of the module: one that closes over itself is a cycle, and keeps what it made until it is collected
    if source_id not in made:
        shown, kind, _ = register.sources.get(source_id, _NEVER_MET)
        above = register.parent(source_id)
        made[source_id] = Dossier(
            source_id,
            shown,
            kind,
            _cells(register, source_id) if observed is None else (),
            None if observed is None else observed[source_id],
            register.ratings.get(source_id, ()),
            register.override(source_id),
            _dossier(register, above, observed, made) if above else None,
        )
    return made[source_id]


def _cells(register: Register, source_id: str) -> list[Cell]:
    rows = ((member, register.sources.get(member, _NEVER_MET)) for member in register.family(source_id))
    return [cell for member, (_, _, cells) in rows for cell in unpacked(member, cells)]


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
