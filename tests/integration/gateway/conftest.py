"""A real database, in a file of its own."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gateway.adapters.database import migrate, open_engine
from gateway.adapters.records import SqlUnitOfWork


@pytest.fixture
def unit_of_work(tmp_path: Path) -> Iterator[SqlUnitOfWork]:
    engine = open_engine(f"sqlite:///{tmp_path / 'gateway.sqlite3'}")
    migrate(engine)
    with ThreadPoolExecutor(2) as threads:
        yield SqlUnitOfWork(engine, threads)
    engine.dispose()
