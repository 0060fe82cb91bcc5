"""A database that cannot be reached is said to be so, in our own words."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from gateway.adapters import database as gateway_database
from gateway.adapters.records import SqlUnitOfWork
from service_kit.errors import ErrorKind, ServiceError
from source_reliability.adapters import database as reliability_database

NOBODY_LISTENS = "postgresql+psycopg://nobody:secret@127.0.0.1:1/nothing"


def test_source_reliability_fails_as_unavailable() -> None:
    engine = reliability_database.open_engine(NOBODY_LISTENS, 1.0, 1)
    with pytest.raises(ServiceError) as failed, reliability_database.transaction(engine, writes=False):
        pass
    assert failed.value.reason == "DATABASE_UNAVAILABLE"
    assert "secret" not in str(failed.value)


async def test_the_gateways_unit_of_work_fails_as_unavailable() -> None:
    with ThreadPoolExecutor(1) as threads:
        unit_of_work = SqlUnitOfWork(gateway_database.open_engine(NOBODY_LISTENS), threads)
        with pytest.raises(ServiceError) as failed:
            await unit_of_work.read("main", lambda records: records.checks.get("chk"))
    assert failed.value.kind is ErrorKind.UNAVAILABLE
    assert "secret" not in str(failed.value)
