from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from service_kit.errors import ErrorKind, ServiceError
from source_reliability.adapters.database import _config, check_revision, migrate, open_engine, transaction
from source_reliability.adapters.ledger import Ledger
from source_reliability.adapters.tables import Table


def test_a_database_without_tables_is_refused_and_migrating_twice_is_harmless(empty_database: str) -> None:
    engine = open_engine(empty_database, 5, 2)
    with pytest.raises(ServiceError) as refused:
        check_revision(engine)
    assert refused.value.reason == "WRONG_REVISION"
    migrate(engine)
    migrate(engine)
    check_revision(engine)
    engine.dispose()


def test_the_database_of_another_service_is_refused(empty_database: str) -> None:
    engine = open_engine(empty_database, 5, 2)
    migrate(engine)
    with transaction(engine, writes=True) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'f00d'"))
    with pytest.raises(ServiceError) as refused:
        migrate(engine)
    assert (refused.value.kind, refused.value.reason) == (ErrorKind.UNAVAILABLE, "WRONG_REVISION")
    engine.dispose()


def test_replicas_that_migrate_at_once_wait_for_each_other(empty_database: str) -> None:
    engines = [open_engine(empty_database, 30, 2) for _ in range(3)]
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(migrate, engines))
    for engine in engines:
        check_revision(engine)
        engine.dispose()


def test_the_migrations_make_the_tables_the_code_expects(empty_database: str) -> None:
    engine = open_engine(empty_database, 5, 2)
    migrate(engine)
    with transaction(engine, writes=False) as connection:
        assert compare_metadata(MigrationContext.configure(connection), Table.metadata) == []
    engine.dispose()


def test_cells_of_the_first_revision_move_to_the_row_of_their_source(empty_database: str) -> None:
    engine = open_engine(empty_database, 5, 2)
    with transaction(engine, writes=True) as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text("INSERT INTO source VALUES ('desk', 'speaker:x', 'X', '', 5)"))
        for topic, mass in (("war", 2**300), ("courts", 7)):
            row = {"topic": topic, "mass": str(mass)}
            connection.execute(
                text("INSERT INTO cell VALUES ('desk', 'speaker:x', :topic, 'video', 'deny', :mass, '0', 1, 9, .5, 2)"),
                row,
            )
    migrate(engine)
    with transaction(engine, writes=False) as connection:
        cells = Ledger(connection, "desk").cells(["speaker:x"])
    engine.dispose()
    assert {(c.key.topic, c.right, c.wrong, c.generation, c.alarm_us, c.rising, c.falling) for c in cells} == {
        ("war", 2**300, 0, 1, 9, 0.5, 2.0),
        ("courts", 7, 0, 1, 9, 0.5, 2.0),
    }


@pytest.mark.parametrize("url", ["mysql://x/y", "not a url", ""])
def test_an_unknown_database_is_refused(url: str) -> None:
    with pytest.raises(ServiceError) as refused:
        open_engine(url, 5, 2)
    assert (refused.value.kind, refused.value.field) == (ErrorKind.INVALID, "database_url")
