"""Notes what is learnt and declared about sources: their names, aliases, parents, overrides and ratings."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select, text

from source_reliability.adapters.register import read_register
from source_reliability.adapters.rows import ALIAS, OVERRIDE, PARENT, RATING, RATING_IMPORT, SOURCE, chunks, rows_among
from source_reliability.domain.outcomes import Entry
from source_reliability.domain.ports import RatedDomains

_MEET = text("""
INSERT INTO source (tenant, source_id, display_name, speaker_kind, kind_us)
VALUES (:tenant, :source_id, :display_name, :speaker_kind, :kind_us)
ON CONFLICT (tenant, source_id) DO UPDATE SET speaker_kind = excluded.speaker_kind, kind_us = excluded.kind_us
""")


class SourceNames:
    """Changes what is declared about sources, inside one transaction."""

    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection, self._tenant = connection, tenant

    def meet(self, entries: Sequence[Entry]) -> None:
        """Note sources not met before, and what kind they are once somebody says."""
        query = select(SOURCE.c.source_id, SOURCE.c.speaker_kind).where(SOURCE.c.tenant == self._tenant)
        named = {entry.outcome.source_id for entry in entries}
        kinds = {
            row.source_id: row.speaker_kind for row in rows_among(self._connection, query, SOURCE.c.source_id, named)
        }
        fresh: dict[str, dict[str, Any]] = {}
        for entry in entries:
            outcome = entry.outcome
            if outcome.source_id in kinds and (kinds[outcome.source_id] or not outcome.speaker_kind):
                continue
            kinds[outcome.source_id] = outcome.speaker_kind
            first = fresh.get(outcome.source_id)
            fresh[outcome.source_id] = {
                "tenant": self._tenant,
                "source_id": outcome.source_id,
                "display_name": first["display_name"] if first else outcome.display_name,
                "speaker_kind": outcome.speaker_kind,
                "kind_us": entry.recorded_us,
            }
        if fresh:
            self._connection.execute(_MEET, list(fresh.values()))

    def link(self, source_id: str, aliases: Mapping[str, str], parent_id: str, now_us: int) -> None:
        stamp = {"tenant": self._tenant, "source_id": source_id, "recorded_us": now_us}
        if aliases:
            rows = [{**stamp, "alias_id": alias, "name": name} for alias, name in aliases.items()]
            self._connection.execute(ALIAS.insert(), rows)
        _, declared = read_register(self._connection, self._tenant, [source_id]).parents.get(source_id, (0, ""))
        if declared != parent_id:
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
