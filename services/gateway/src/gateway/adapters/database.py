"""Opens the gateway's database, brings it to the right revision, and runs transactions on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import alembic.command
import alembic.config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from service_kit.errors import ErrorKind, ServiceError

_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_MILLISECONDS = 10_000
_POSTGRES_TIMEOUTS = {"connect_timeout": 5, "tcp_user_timeout": 10_000, "keepalives_idle": 5, "keepalives_interval": 2}
"""A server that vanished without a word is given up after some ten seconds."""


def open_engine(url: str) -> Engine:
    """Engine for SQLite (WAL, foreign keys, write lock taken at the start of a write) or PostgreSQL."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, connect_args=_POSTGRES_TIMEOUTS)
    engine = create_engine(url, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={_BUSY_MILLISECONDS}",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def transaction(engine: Engine, *, reading: bool) -> Iterator[Session]:
    """Session whose work is committed at the end of the block, or rolled back when it fails.

    Raises ServiceError (UNAVAILABLE) where the database cannot be reached or is busy.
    """
    try:
        with Session(engine.execution_options(reading=reading), expire_on_commit=False) as session, session.begin():
            yield session
    except OperationalError as error:
        message = "the database cannot be reached or is busy"
        raise ServiceError(ErrorKind.UNAVAILABLE, message, reason="DATABASE_UNAVAILABLE") from error


def migrate(engine: Engine) -> None:
    """Bring the database to the newest revision."""
    with engine.begin() as connection:
        alembic.command.upgrade(_alembic_config(connection), "head")


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
