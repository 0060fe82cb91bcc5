"""Opens the gateway's database, brings it to the right revision, and runs transactions on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import alembic.command
import alembic.config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, OperationalError
from sqlmodel import Session

from gateway.adapters.vectors import forget_removals, make_table
from service_kit.errors import ErrorKind, ServiceError
from service_kit.logging import get_logger

_log = get_logger("gateway.database")

_MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 10.0
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%(name)s, 0))"
POSTGRES_TIMEOUTS = {"connect_timeout": 5, "tcp_user_timeout": 10_000, "keepalives_idle": 5, "keepalives_interval": 2}
"""A server that vanished without a word is given up after some ten seconds."""


def open_engine(url: str, *, durable: bool = True, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """Engine for SQLite (WAL, write lock taken at the start of a write) or PostgreSQL; INVALID for anything else.

    What is not durable is committed without waiting for the disk: a power cut may undo the last moments. SQLite waits
    for another writer for `busy_seconds`.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise _bad_url() from error
    if parsed.get_backend_name() == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
        engine = create_engine(parsed, pool_pre_ping=True, connect_args=POSTGRES_TIMEOUTS)
        event.listen(engine, "connect", _prepare_postgresql)
        if not durable:
            event.listen(engine, "connect", _commit_lazily)
        return engine
    if parsed.get_backend_name() != "sqlite":
        raise _bad_url()
    engine = create_engine(parsed, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", partial(_prepare_sqlite, busy_seconds))
    if not durable:
        event.listen(engine, "connect", _commit_sqlite_lazily)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _bad_url() -> ServiceError:
    message = "database_url must begin with sqlite:/// or postgresql://"
    return ServiceError(ErrorKind.INVALID, message, reason="DATABASE_URL", field="database_url")


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    """Let a search among vectors go on until enough rows of the tenant are found; unknown to a server without them."""
    for setting in ("hnsw.ef_search = 64", "hnsw.iterative_scan = relaxed_order", "jit = off"):
        connection.execute(f"SET {setting}")
    connection.commit()


def _prepare_sqlite(busy_seconds: float, connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={round(1_000 * busy_seconds)}",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _commit_lazily(connection: Any, _record: Any) -> None:
    connection.execute("SET synchronous_commit TO off")
    connection.commit()


def _commit_sqlite_lazily(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def transaction(engine: Engine, tenant: str = "", *, reading: bool) -> Iterator[Session]:
    """Session whose work is committed at the end of the block, or rolled back when it fails.

    Reads see one state of the database; writes of one tenant wait for each other. Raises ServiceError:
    UNAVAILABLE where the database cannot be reached or is busy, INVALID for a value it cannot hold.
    """
    try:
        with Session(_with_options(engine, reading), expire_on_commit=False) as session, session.begin():
            if not reading and engine.dialect.name == "postgresql":
                session.connection().exec_driver_sql(_LOCK, {"name": f"gateway {tenant}"})
            yield session
    except OperationalError as error:
        message = "the database cannot be reached or is busy"
        raise ServiceError(ErrorKind.UNAVAILABLE, message, reason="DATABASE_UNAVAILABLE") from error
    except DataError as error:
        message = "a value of the request cannot be stored or looked for"
        raise ServiceError(ErrorKind.INVALID, message, reason="UNSTORABLE") from error


def _with_options(engine: Engine, reading: bool) -> Engine:  # noqa: FBT001
    if reading and engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ")
    return engine.execution_options(reading=reading)


def migrate(engine: Engine) -> None:
    """Bring the database to the newest revision; several that start at once wait for each other."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(_LOCK, {"name": "gateway migration"})
        alembic.command.upgrade(_alembic_config(connection), "head")
        if engine.dialect.name == "postgresql" and not make_table(connection):
            _log.warning("no pgvector: the archive is searched by words only")


def forget_removed_vectors(engine: Engine) -> None:
    """Tidy up before anything follows the vectors of this database."""
    if engine.dialect.name == "sqlite":
        with engine.begin() as connection:
            forget_removals(connection)


def current_revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def expected_revision() -> str | None:
    return ScriptDirectory.from_config(_alembic_config(None)).get_current_head()


def refuse_wrong_revision(engine: Engine) -> None:
    """Raise UNAVAILABLE unless the database is at the revision this program was written for."""
    found, expected = current_revision(engine), expected_revision()
    if found != expected:
        message = f"the gateway's database is at revision {found}, this program needs {expected}; migrate it first"
        raise ServiceError(ErrorKind.UNAVAILABLE, message, reason="DATABASE_REVISION")


def _alembic_config(connection: Connection | None) -> alembic.config.Config:
    config = alembic.config.Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config
