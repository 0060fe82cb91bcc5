"""The tenant's chain of outcomes and the cells folded beside it."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Column, ColumnElement, Connection, and_, func, or_, select, text, update

from service_kit.errors import ErrorKind, ServiceError
from source_reliability.adapters.rows import (
    HEAD,
    OUTCOME,
    SOURCE,
    entry_of,
    insert_outcomes,
    keep_cells,
    packed,
    row_of,
    rows_among,
    unpacked,
)
from source_reliability.domain.cells import Cell, Observation
from source_reliability.domain.outcomes import Entry
from source_reliability.domain.ports import Head

_STREAMED_ROWS = 1000
_START = text("""
INSERT INTO ledger_head (tenant, sequence, hash, recorded_us, config_version)
VALUES (:tenant, 0, '', 0, :config_version) ON CONFLICT DO NOTHING
""")


class Ledger:
    """Reads and extends the outcomes of one tenant inside one transaction."""

    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection, self._tenant = connection, tenant

    def lock(self, config_version: str) -> None:
        """Make every other writer of this tenant wait; creates the head of a new ledger.

        Raises ServiceError (UNAVAILABLE) where the cells were folded with another configuration.
        """
        self._connection.execute(_START, {"tenant": self._tenant, "config_version": config_version})
        head = self._connection.execute(select(HEAD).where(HEAD.c.tenant == self._tenant).with_for_update()).one()
        if head.config_version != config_version:
            message = "the cells were folded with another configuration; restart the service"
            raise ServiceError(ErrorKind.UNAVAILABLE, message, reason="CONFIG_CHANGED")

    def head(self) -> Head:
        row = self._connection.execute(select(HEAD).where(HEAD.c.tenant == self._tenant)).one_or_none()
        return Head(row.sequence, row.hash, row.recorded_us) if row else Head()

    def known(self, outcome_ids: Sequence[str]) -> dict[str, Entry]:
        found = self._where(OUTCOME.c.outcome_id, outcome_ids)
        return {entry.outcome.outcome_id: entry for entry in found}

    def standing(self, origin_groups: Sequence[str]) -> list[Entry]:
        return [entry for entry in self._where(OUTCOME.c.origin_group, origin_groups) if entry.replaced_us is None]

    def chain(self) -> Iterator[tuple[Entry, str]]:
        """Every entry from the first on, with the hash stored for it."""
        query = select(OUTCOME).where(OUTCOME.c.tenant == self._tenant).order_by(OUTCOME.c.sequence)
        with self._connection.execute(query, execution_options={"yield_per": _STREAMED_ROWS}) as result:
            for row in result:
                yield entry_of(row), row.hash

    def _where(self, column: Column[str], wanted: Sequence[str]) -> list[Entry]:
        query = select(OUTCOME).where(OUTCOME.c.tenant == self._tenant)
        return [entry_of(row) for row in rows_among(self._connection, query, column, wanted)]

    def entries(self, source_ids: Sequence[str], before: int | None, limit: int) -> list[Entry]:
        """Newest first; one query per source, as a list of sources would be read through the whole ledger."""
        found: list[Entry] = []
        for source_id in source_ids:
            query = select(OUTCOME).where(OUTCOME.c.tenant == self._tenant, OUTCOME.c.source_id == source_id)
            if before is not None:
                query = query.where(OUTCOME.c.sequence < before)
            newest = query.order_by(OUTCOME.c.sequence.desc()).limit(limit)
            found += map(entry_of, self._connection.execute(newest).all())
        return sorted(found, key=lambda entry: -entry.sequence)[:limit]

    def observations(self, source_ids: Sequence[str], as_of_us: int | None) -> list[Observation]:
        """Every outcome of the sources known at `as_of_us`, in no order, those replaced by then with weight 0."""
        query = select(OUTCOME).where(OUTCOME.c.tenant == self._tenant)
        if as_of_us is not None:
            query = query.where(OUTCOME.c.recorded_us <= as_of_us)
        rows = rows_among(self._connection, query, OUTCOME.c.source_id, source_ids)
        entries = [entry_of(row) for row in rows]
        copies = self._copies({entry.outcome.origin_group for entry in entries} - {""}, as_of_us)
        return [_observation(entry, copies, as_of_us) for entry in entries]

    def _copies(self, groups: set[str], as_of_us: int | None) -> dict[str, int]:
        stands: ColumnElement[bool] = OUTCOME.c.replaced_us.is_(None)
        if as_of_us is not None:
            stands = and_(or_(stands, OUTCOME.c.replaced_us > as_of_us), OUTCOME.c.recorded_us <= as_of_us)
        copies = func.count().label("copies")
        query = select(OUTCOME.c.origin_group, copies).where(OUTCOME.c.tenant == self._tenant, stands)
        counted = query.group_by(OUTCOME.c.origin_group)
        rows = rows_among(self._connection, counted, OUTCOME.c.origin_group, groups)
        return {row.origin_group: row.copies for row in rows}

    def cells(self, source_ids: Sequence[str]) -> list[Cell]:
        query = select(SOURCE.c.source_id, SOURCE.c.cells).where(SOURCE.c.tenant == self._tenant)
        rows = rows_among(self._connection, query, SOURCE.c.source_id, source_ids)
        return [cell for row in rows for cell in unpacked(row.source_id, row.cells)]

    def append(self, links: Sequence[tuple[Entry, str]]) -> None:
        """Add entries, each with its hash, mark those they supersede and move the head."""
        insert_outcomes(self._connection, [row_of(self._tenant, *link) for link in links])
        entries = [entry for entry, _ in links]
        replaced = {entry.outcome.supersedes: entry.recorded_us for entry in entries if entry.outcome.supersedes}
        for outcome_id, recorded_us in replaced.items():
            place = and_(OUTCOME.c.tenant == self._tenant, OUTCOME.c.outcome_id == outcome_id)
            self._connection.execute(update(OUTCOME).where(place).values(replaced_us=recorded_us))
        last, last_hash = links[-1]
        moved = {"sequence": last.sequence, "hash": last_hash, "recorded_us": last.recorded_us}
        self._connection.execute(update(HEAD).where(HEAD.c.tenant == self._tenant).values(moved))

    def erase(self, outcome_id: str) -> bool:
        """Blank what an outcome says about people; its numbers and its place in the chain stay. False where unknown."""
        blank = {"salt": None, "claim_id": "", "display_name": "", "reason": ""}
        place = and_(OUTCOME.c.tenant == self._tenant, OUTCOME.c.outcome_id == outcome_id)
        return self._connection.execute(update(OUTCOME).where(place).values(blank)).rowcount > 0

    def save(self, cells: Mapping[str, Sequence[Cell]]) -> None:
        """Replace all cells of each source."""
        keep_cells(self._connection, self._tenant, {source_id: packed(found) for source_id, found in cells.items()})


def _observation(entry: Entry, copies: Mapping[str, int], as_of_us: int | None) -> Observation:
    replaced = entry.replaced_us
    stands = replaced is None or (as_of_us is not None and replaced > as_of_us)
    shared = copies.get(entry.outcome.origin_group, 1) if stands else 1
    return entry.outcome.observation(shared, entry.generation, stands=stands)
