"""Replays whole ledgers: into fresh cells when the configuration changed, and to prove that nothing did."""

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, select, update

from source_reliability.adapters.database import transaction
from source_reliability.adapters.ledger import Ledger
from source_reliability.adapters.rows import HEAD, SOURCE, chunks
from source_reliability.domain.cells import Cell, CellKey, by_source, fold
from source_reliability.domain.config import ModelConfig
from source_reliability.domain.verification import Verification, verify


def refold(engine: Engine, config: ModelConfig) -> None:
    """Fold anew the cells of every tenant whose cells were made by another configuration."""
    with transaction(engine, writes=False) as connection:
        stale = select(HEAD.c.tenant, HEAD.c.config_version).where(HEAD.c.config_version != config.version)
        tenants = [(row.tenant, row.config_version) for row in connection.execute(stale)]
    for tenant, found_version in tenants:
        with transaction(engine, writes=True) as connection:
            ledger = Ledger(connection, tenant)
            ledger.lock(found_version)
            for known, replayed in _replays(connection, ledger, tenant, config):
                for place, cell in replayed.items():
                    watched = known.get(place, cell)
                    cell.alarm_us, cell.rising, cell.falling = watched.alarm_us, watched.rising, watched.falling
                ledger.save(by_source(replayed))
            moved = update(HEAD).where(HEAD.c.tenant == tenant).values(config_version=config.version)
            connection.execute(moved)


def verified(engine: Engine, config: ModelConfig) -> Iterator[tuple[str, Verification]]:
    """Each tenant with the state of its ledger; cells that differ from the replay are a problem too."""
    with transaction(engine, writes=False) as connection:
        for tenant in connection.execute(select(HEAD.c.tenant).order_by(HEAD.c.tenant)).scalars().all():
            ledger = Ledger(connection, tenant)
            found = verify(ledger.chain(), ledger.head())
            if not found.problem and any(
                _masses(known) != _masses(replayed) for known, replayed in _replays(connection, ledger, tenant, config)
            ):
                found = Verification(found.links, "the cells differ from the replay of the ledger")
            yield tenant, found


_Cells = dict[tuple[str, CellKey], Cell]


def _replays(
    connection: Connection, ledger: Ledger, tenant: str, config: ModelConfig
) -> Iterator[tuple[_Cells, _Cells]]:
    """Cells as stored and as replayed, some thousands of sources at a time."""
    query = select(SOURCE.c.source_id).where(SOURCE.c.tenant == tenant).order_by(SOURCE.c.source_id)
    for part in chunks(connection.execute(query).scalars().all()):
        known = {(cell.source_id, cell.key): cell for cell in ledger.cells(part)}
        replayed = {(cell.source_id, cell.key): cell for cell in fold(ledger.observations(part, None), config)}
        yield known, replayed


def _masses(cells: _Cells) -> dict[tuple[str, CellKey], tuple[int, int, int]]:
    return {place: (cell.right, cell.wrong, cell.generation) for place, cell in cells.items()}
