"""Aliases, parents, overrides and ratings of one tenant's sources."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, select

from source_reliability.adapters.rows import (
    ALIAS,
    OVERRIDE,
    PARENT,
    RATING,
    RATING_IMPORT,
    SOURCE,
    chunks,
    rows_among,
    upsert,
)
from source_reliability.domain.dossier import Override
from source_reliability.domain.outcomes import Entry
from source_reliability.domain.ports import RatedDomains
from source_reliability.domain.priors import RatedBy


class SourceNames:
    """Reads and changes what is declared about sources, inside one transaction."""

    def __init__(self, connection: Connection, tenant: str, as_of_us: int | None = None) -> None:
        self._connection, self._tenant, self._as_of_us = connection, tenant, as_of_us

    def canonical(self, source_ids: Iterable[str]) -> dict[str, str]:
        """Canonical id of each id, itself where it is no alias."""
        found = {source_id: source_id for source_id in source_ids}
        ahead = set(found)
        while ahead:
            targets = {row.alias_id: row.source_id for row in self._rows(ALIAS, ALIAS.c.alias_id, ahead)}
            found = {source_id: targets.get(target, target) for source_id, target in found.items()}
            ahead = set(targets.values())
        return found

    def members(self, source_ids: Iterable[str]) -> dict[str, str]:
        """Canonical id by every id that belongs to one of the canonical `source_ids`, themselves included."""
        found = {source_id: source_id for source_id in source_ids}
        ahead = set(found)
        while ahead:
            below = {row.alias_id: row.source_id for row in self._rows(ALIAS, ALIAS.c.source_id, ahead)}
            found |= {alias: found[owner] for alias, owner in below.items()}
            ahead = set(below)
        return found

    def aliases(self, source_id: str) -> list[str]:
        rows = sorted(self._rows(ALIAS, ALIAS.c.source_id, [source_id]), key=lambda row: (row.recorded_us, row.name))
        return [row.name for row in rows]

    def sources(self, source_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Name to show and speaker kind by id."""
        rows = self._rows(SOURCE, SOURCE.c.source_id, source_ids, timed=False)
        now = self._as_of_us
        return {
            row.source_id: (row.display_name, row.speaker_kind if now is None or row.kind_us <= now else "")
            for row in rows
        }

    def parents(self, source_ids: Iterable[str]) -> dict[str, str]:
        rows = sorted(self._rows(PARENT, PARENT.c.source_id, source_ids), key=lambda row: row.row_id)
        latest = {row.source_id: row.parent_id for row in rows}
        return {source_id: parent for source_id, parent in latest.items() if parent}

    def overrides(self, source_ids: Iterable[str]) -> dict[str, Override]:
        rows = sorted(self._rows(OVERRIDE, OVERRIDE.c.source_id, source_ids), key=lambda row: row.row_id)
        latest = {row.source_id: row for row in rows}
        return {s: Override(row.mean, row.reason, row.editor) for s, row in latest.items() if row.mean is not None}

    def ratings(self, source_ids: Iterable[str]) -> dict[str, list[RatedBy]]:
        imports = self._imports()
        best: dict[tuple[str, str], tuple[int, RatedBy]] = {}
        query = select(RATING).where(RATING.c.import_id.in_(list(imports)))
        rows = rows_among(self._connection, query, RATING.c.source_id, source_ids) if imports else ()
        for row in sorted(rows, key=lambda row: row.import_id):
            made = imports[row.import_id]
            rated = RatedBy(made.list_name, made.list_version, row.score, made.strength)
            best[row.source_id, made.list_name] = (row.import_id, rated)
        found: dict[str, list[RatedBy]] = {}
        for (source_id, _), (_, rated) in sorted(best.items()):
            found.setdefault(source_id, []).append(rated)
        return found

    def _imports(self) -> dict[int, Row[Any]]:
        """Imports that belong to the newest version of their list."""
        query = select(RATING_IMPORT).order_by(RATING_IMPORT.c.import_id)
        if self._as_of_us is not None:
            query = query.where(RATING_IMPORT.c.recorded_us <= self._as_of_us)
        rows = self._connection.execute(query).all()
        newest = {row.list_name: row.list_version for row in rows}
        return {row.import_id: row for row in rows if newest[row.list_name] == row.list_version}

    def _rows(
        self, table: Table, column: Column[Any], wanted: Iterable[str], *, timed: bool = True
    ) -> Sequence[Row[Any]]:
        query = select(table).where(table.c.tenant == self._tenant)
        if timed and self._as_of_us is not None:
            query = query.where(table.c.recorded_us <= self._as_of_us)
        return rows_among(self._connection, query, column, wanted)

    def meet(self, entries: Sequence[Entry]) -> None:
        """Note sources not met before, and what kind they are once somebody says."""
        known = self.sources({entry.outcome.source_id for entry in entries})
        fresh: dict[str, dict[str, Any]] = {}
        for entry in entries:
            outcome = entry.outcome
            name, kind = known.get(outcome.source_id, ("", ""))
            if outcome.source_id in known and (kind or not outcome.speaker_kind):
                continue
            if outcome.source_id in fresh and (fresh[outcome.source_id]["speaker_kind"] or not outcome.speaker_kind):
                continue
            shown = name or fresh.get(outcome.source_id, {}).get("display_name") or outcome.display_name
            fresh[outcome.source_id] = self._source(outcome.source_id, shown, outcome.speaker_kind, entry.recorded_us)
        upsert(self._connection, SOURCE, list(fresh.values()))

    def _source(self, source_id: str, name: str, kind: str, now_us: int) -> dict[str, Any]:
        return {
            "tenant": self._tenant,
            "source_id": source_id,
            "display_name": name,
            "speaker_kind": kind,
            "kind_us": now_us,
        }

    def link(self, source_id: str, aliases: Mapping[str, str], parent_id: str, now_us: int) -> None:
        stamp = {"tenant": self._tenant, "source_id": source_id, "recorded_us": now_us}
        if aliases:
            rows = [{**stamp, "alias_id": alias, "name": name} for alias, name in aliases.items()]
            self._connection.execute(ALIAS.insert(), rows)
        if self.parents([source_id]).get(source_id, "") != parent_id:
            self._connection.execute(PARENT.insert(), {**stamp, "parent_id": parent_id})

    def override(self, source_id: str, mean: float | None, reason: str, editor: str, now_us: int) -> None:
        row = {"tenant": self._tenant, "source_id": source_id, "mean": mean, "reason": reason, "editor": editor}
        self._connection.execute(OVERRIDE.insert(), {**row, "recorded_us": now_us})

    def import_ratings(self, rated: RatedDomains, now_us: int) -> None:
        row = {
            "tenant": self._tenant,
            "list_name": rated.list_name,
            "list_version": rated.list_version,
            "strength": rated.strength,
            "recorded_us": now_us,
        }
        made = self._connection.execute(RATING_IMPORT.insert().values(row))
        import_id = made.inserted_primary_key[0] if made.inserted_primary_key else None
        for part in chunks(rated.scores.items()):
            rows = [{"source_id": source_id, "import_id": import_id, "score": score} for source_id, score in part]
            self._connection.execute(RATING.insert(), rows)
