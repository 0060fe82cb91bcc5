"""What one replica commits is heard by the others."""

import asyncio
import time

import pytest
from sqlalchemy import text

from gateway.adapters.database import open_engine
from gateway.adapters.notifications import pass_on
from gateway.adapters.records import SqlUnitOfWork
from gateway.domain.bell import Bell, events_of
from gateway.domain.events import EventType, NewEvent
from gateway.domain.ports import Records
from service_kit.errors import ErrorKind, ServiceError
from tests.fakes.clock import FakeClock


def add(records: Records) -> None:
    records.events.add([NewEvent(EventType.DOCUMENT_ANALYZED, FakeClock().now(), {"claims": 1})])


async def test_a_commit_rings_the_bell_of_its_own_process(unit_of_work: SqlUnitOfWork) -> None:
    listening = asyncio.create_task(pass_on(unit_of_work.engine, unit_of_work.bell))
    with unit_of_work.bell.listening(events_of("t")) as listener:
        while not await listener.wait(0.05):
            await unit_of_work.write("t", add)
    listening.cancel()


async def test_an_event_of_one_replica_is_heard_by_another_at_once(
    postgresql: str, unit_of_work: SqlUnitOfWork
) -> None:
    if unit_of_work.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one gateway process")
    other, bell = open_engine(postgresql), Bell()
    hearing = asyncio.create_task(pass_on(other, bell))
    with bell.listening(events_of("t")) as listener, bell.listening(events_of("u")) as listener_of_u:
        assert await listener.wait(30)
        listener.forget()
        listener_of_u.forget()
        started = time.monotonic()
        await unit_of_work.write("t", add)
        assert await listener.wait(30)
        assert time.monotonic() - started < 1
        listener.forget()
        await unit_of_work.write("u", add)
        assert await listener_of_u.wait(30)
        assert not await listener.wait(0)
    hearing.cancel()
    other.dispose()


async def test_a_failed_transaction_is_not_heard_of(unit_of_work: SqlUnitOfWork) -> None:
    def fail(records: Records) -> None:
        add(records)
        raise ServiceError(ErrorKind.CONFLICT, "no", reason="NO")

    with unit_of_work.bell.listening(events_of("t")) as listener:
        with pytest.raises(ServiceError):
            await unit_of_work.write("t", fail)
        assert not await listener.wait(0.01)


async def test_a_lost_connection_is_told_so_that_it_is_made_anew(postgresql: str) -> None:
    engine, bell = open_engine(postgresql), Bell()
    with bell.listening("anything") as listener:
        hearing = asyncio.create_task(pass_on(engine, bell))
        assert await listener.wait(30)
        with engine.begin() as connection:
            listeners = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
            connection.execute(text(listeners))
        with pytest.raises(ServiceError) as failure:
            await hearing
    assert failure.value.reason == "NOTIFICATIONS_LOST"
    engine.dispose()
