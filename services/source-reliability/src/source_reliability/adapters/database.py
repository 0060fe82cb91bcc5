"""Opens the database, SQLite or PostgreSQL, with the same transactions on both."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from service_kit.errors import ErrorKind, ServiceError

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "cache_size=-65536",
    "mmap_size=1073741824",
    "wal_autocheckpoint=8192",  # a batch of 1,000 outcomes changes some 2,000 pages
)
_MIGRATIONS = "source_reliability:adapters/migrations"
_POSTGRES_TIMEOUTS = {"connect_timeout": 5, "tcp_user_timeout": 10_000, "keepalives_idle": 5, "keepalives_interval": 2}
"""A server that vanished without a word is given up after some ten seconds."""


def open_engine(url: str, busy_timeout_seconds: float, pool_size: int) -> Engine:
    """Engine for `url`; PostgreSQL URLs of any spelling use psycopg. Raises ServiceError (INVALID) for other ones."""
    try:
        parsed = make_url(url)
    except SQLAlchemyError as error:
        raise _bad_url() from error
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(parsed, pool_size=pool_size, connect_args={"timeout": busy_timeout_seconds})
        _prepare_sqlite(engine)
        return engine
    if parsed.get_backend_name() == "postgresql":
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_size=pool_size,
            pool_pre_ping=True,
            connect_args=_POSTGRES_TIMEOUTS,
        )
    raise _bad_url()


def _bad_url() -> ServiceError:
    message = "database_url must begin with sqlite:/// or postgresql://"
    return ServiceError(ErrorKind.INVALID, message, reason="DATABASE_URL_UNKNOWN", field="database_url")


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def transaction(engine: Engine, *, writes: bool) -> Iterator[Connection]:
    """One transaction; storage failures leave as ServiceError (UNAVAILABLE)."""
    try:
        options = {"writes": writes}
        if not writes and engine.dialect.name == "postgresql":
            options = {"writes": writes, "isolation_level": "REPEATABLE READ"}  # type: ignore[dict-item]
        with engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection
    except OperationalError as error:
        message = "the database cannot be reached or is busy"
        raise ServiceError(ErrorKind.UNAVAILABLE, message, reason="DATABASE_UNAVAILABLE") from error


def migrate(engine: Engine) -> None:
    """Bring the database to the newest revision; several starting at once wait for each other.

    Raises ServiceError (UNAVAILABLE) where it is at a revision unknown here.
    """
    with transaction(engine, writes=True) as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('source_reliability.migrate'))")
        config = _config()
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            message = "the database is at a revision this service does not know: it is newer, or another service's"
            raise ServiceError(ErrorKind.UNAVAILABLE, message, reason="WRONG_REVISION") from error


def check_revision(engine: Engine) -> None:
    """Raise ServiceError (UNAVAILABLE) unless the database is at the newest revision."""
    with transaction(engine, writes=False) as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    wanted = ScriptDirectory.from_config(_config()).get_current_head()
    if found != wanted:
        message = f"the database is at revision {found or 'none'}, this service needs {wanted}: run migrate"
        raise ServiceError(ErrorKind.UNAVAILABLE, message, reason="WRONG_REVISION")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", _MIGRATIONS)
    return config
