"""Counts the audited outcomes of every source and cell, for fitting."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Engine, select

from source_reliability.adapters.database import transaction
from source_reliability.adapters.ledger import Ledger
from source_reliability.adapters.register import Register, read_register
from source_reliability.adapters.rows import HEAD, SOURCE, chunks
from source_reliability.domain.cells import CellKey
from source_reliability.domain.fitting import Tally

_LEAST_WEIGHT = 0.1
"""Leaves out what only the model thought."""


def tallies(engine: Engine) -> Iterator[Tally]:
    """Every tenant's, some thousands of sources at a time; aliases count for their source."""
    with transaction(engine, writes=False) as connection:
        for tenant in connection.execute(select(HEAD.c.tenant)).scalars().all():
            listed = select(SOURCE.c.source_id).where(SOURCE.c.tenant == tenant).order_by(SOURCE.c.source_id)
            for part in chunks(connection.execute(listed).scalars().all()):
                yield from _tallies(connection, tenant, part)


def _tallies(connection: Connection, tenant: str, source_ids: Sequence[str]) -> Iterator[Tally]:
    register = read_register(connection, tenant, source_ids)
    found: dict[tuple[str, CellKey], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for item in Ledger(connection, tenant).observations(source_ids, None):
        if item.weight >= _LEAST_WEIGHT:
            counted = found[register.canonical(item.source_id), item.key]
            counted[0] += item.right * item.weight / item.copies
            counted[1] += item.weight / item.copies
    for (source_id, key), (right, total) in found.items():
        parent = register.parent(source_id)
        yield Tally(
            f"{tenant} {source_id}", parent and f"{tenant} {parent}", _kind(register, source_id), key, right, total
        )


def _kind(register: Register, source_id: str) -> str:
    return "publisher" if source_id.startswith("domain:") else register.sources.get(source_id, ("", "", ""))[1]
