"""Keys, their use and the audit log on real databases."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from gateway.adapters.database import open_engine
from gateway.adapters.key_records import SqlStoredKeys
from gateway.adapters.key_usage import SqlUsage
from gateway.adapters.records import SqlUnitOfWork
from gateway.domain.access import KeyLimits, Scope
from gateway.domain.audit import COMMAND_LINE
from gateway.domain.checks import Against, CheckRequest
from gateway.domain.listing import PageRequest
from gateway.domain.manage_keys import ManageKeys, WantedKey
from gateway.domain.ports import Records
from gateway.domain.quotas import Cost
from gateway.domain.retain_documents import RetainDocuments
from gateway.domain.thresholds import NO_THRESHOLDS, Thresholds
from tests.fakes.clock import FakeClock
from tests.integration.gateway.test_storage import DENIAL, REPORT, Desk

DAY = timedelta(days=1)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
WANTED = WantedKey("wire", frozenset({Scope.READ}), limits=KeyLimits(checks_per_day=9))


@pytest.fixture
def usages(database_url: str) -> Iterator[tuple[SqlUsage, SqlUsage]]:
    """Those of two replicas."""
    engines = [open_engine(database_url, durable=False) for _ in range(2)]
    with ThreadPoolExecutor(4) as first, ThreadPoolExecutor(4) as second:
        yield SqlUsage(engines[0], first), SqlUsage(engines[1], second)
    for engine in engines:
        engine.dispose()


async def test_a_key_is_found_by_its_secret_as_it_was_made(unit_of_work: SqlUnitOfWork) -> None:
    clock = FakeClock()
    stored = SqlStoredKeys(unit_of_work.engine, unit_of_work.threads, clock)
    manage = ManageKeys(unit_of_work, clock, timedelta(hours=1))
    assert not await stored.exist()
    issued = await manage.create("north", WANTED, COMMAND_LINE)
    caller = await stored.holder(issued.secret)
    assert caller == issued.key.caller
    assert caller.limits == WANTED.limits
    assert await stored.exist()
    assert await manage.list("south") == ()
    assert (await manage.list("north"))[0] == issued.key


async def test_old_secrets_go_with_their_grace_and_all_with_a_revocation(unit_of_work: SqlUnitOfWork) -> None:
    clock = FakeClock()
    stored = SqlStoredKeys(unit_of_work.engine, unit_of_work.threads, clock)
    manage = ManageKeys(unit_of_work, clock, timedelta(hours=1))
    first = await manage.create("north", WANTED, COMMAND_LINE)
    second = await manage.rotate("north", first.key.id, COMMAND_LINE)
    assert [await stored.holder(issued.secret) for issued in (first, second)] == [first.key.caller] * 2
    clock.seconds = 3600
    assert [await stored.holder(issued.secret) for issued in (first, second)] == [None, first.key.caller]
    third = await manage.rotate("north", first.key.id, COMMAND_LINE)
    assert len(third.key.secrets) == 2
    await manage.revoke("north", first.key.id, COMMAND_LINE)
    assert [await stored.holder(issued.secret) for issued in (second, third)] == [None, None]


async def test_the_rate_is_never_exceeded_by_many_at_once_on_two_replicas(usages: tuple[SqlUsage, SqlUsage]) -> None:
    taken = await asyncio.gather(*(usages[n % 2].take_request("key", 20, NOW) for n in range(60)))
    assert sum(busy is not None for busy in taken) == 20


async def test_the_rate_comes_back_steadily(usages: tuple[SqlUsage, SqlUsage]) -> None:
    usage = usages[0]
    for _ in range(20):
        await usage.take_request("key", 20, NOW)
    assert await usage.take_request("key", 20, NOW) is None
    assert await usage.take_request("key", 20, NOW + timedelta(seconds=2)) is None
    assert await usage.take_request("key", 20, NOW + timedelta(seconds=3)) == pytest.approx(60, abs=0.01)
    assert await usage.take_request("other", 20, NOW) == pytest.approx(3, abs=0.01)


async def test_a_clock_that_was_far_ahead_locks_nobody_out(usages: tuple[SqlUsage, SqlUsage]) -> None:
    await usages[0].take_request("key", 20, NOW + timedelta(days=1))
    assert await usages[1].take_request("key", 20, NOW) is not None


async def test_a_quota_is_never_exceeded_by_many_at_once_on_two_replicas(usages: tuple[SqlUsage, SqlUsage]) -> None:
    most, cost = Cost(checks=10, characters=700), Cost(1, 1, 100)
    taken = await asyncio.gather(*(usages[n % 2].take("key", cost, most, 5) for n in range(40)))
    assert sorted(used.characters for used in taken if used) == [100 * n for n in range(1, 8)]
    assert await usages[0].used("key", 5) == Cost(7, 7, 700)


async def test_a_new_day_begins_at_nothing_and_a_replica_still_in_the_old_one_does_not_undo_that(
    usages: tuple[SqlUsage, SqlUsage],
) -> None:
    most = Cost(checks=2)
    assert await usages[0].take("key", Cost(checks=2), most, 5) == Cost(2)
    assert await usages[0].take("key", Cost(checks=1), most, 6) == Cost(1)
    assert await usages[1].take("key", Cost(checks=1), most, 5) == Cost(2)
    assert await usages[0].take("key", Cost(checks=1), most, 6) is None


async def test_what_is_given_back_can_be_taken_again(usages: tuple[SqlUsage, SqlUsage]) -> None:
    most, cost = Cost(documents=5), Cost(1, 5, 50)
    await usages[0].take("key", cost, most, 5)
    await usages[1].give_back("key", cost, 5)
    assert await usages[0].take("key", cost, most, 5) == cost


async def test_the_audit_log_is_paged_and_the_database_refuses_to_change_it(unit_of_work: SqlUnitOfWork) -> None:
    manage = ManageKeys(unit_of_work, FakeClock(), timedelta(hours=1))
    made = [(await manage.create("north", WANTED, COMMAND_LINE)).key.id for _ in range(3)]
    first = await unit_of_work.read("north", lambda records: records.audit.page(PageRequest(2)))
    second = await unit_of_work.read("north", lambda records: records.audit.page(PageRequest(2, first.next_token)))
    assert [entry.subject for entry in (*first.items, *second.items)] == made[::-1]
    assert second.next_token == ""
    assert (await unit_of_work.read("south", lambda records: records.audit.page(PageRequest(2)))).items == ()
    for statement in ("UPDATE audit_entry SET subject = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(DBAPIError, match="only added to"), unit_of_work.engine.begin() as connection:
            connection.execute(text(statement))


async def test_thresholds_volume_and_age_are_read_as_they_were_stored(unit_of_work: SqlUnitOfWork) -> None:
    desk = Desk(unit_of_work, "north")
    request = CheckRequest((DENIAL, REPORT), key_id="key_wire")
    await desk.check_documents("north", request)
    now = desk.clock.now()

    def read(records: Records) -> object:
        opened = records.clashes.opened("key_wire", now - timedelta(days=1))
        later, others = (records.clashes.opened(*wanted) for wanted in (("key_wire", now + DAY), ("key_x", now - DAY)))
        return opened, later, others, records.documents.stored_before(now + DAY, 1), records.thresholds.get("key_wire")

    assert await unit_of_work.read("north", read) == (((now, 0.9),), (), (), ("denial",), NO_THRESHOLDS)
    await unit_of_work.write("north", lambda records: records.thresholds.put("key_wire", Thresholds(0.95)))
    answer = await desk.check_documents("north", replace(request, against=Against.DOCUMENTS))
    assert (len(answer.clashes), len(answer.unsure)) == (0, 1)
    assert await unit_of_work.tenants_with_documents_before(now + DAY) == ("north",)
    assert await unit_of_work.tenants_with_documents_before(now) == ()
    desk.clock.seconds = 40 * 86_400
    await RetainDocuments(unit_of_work, desk.clock, 30, 100)()
    assert await unit_of_work.tenants_with_documents_before(desk.clock.now()) == ()
    audit = await unit_of_work.read("north", lambda records: records.audit.page(PageRequest(1)))
    assert audit.items[0].after["documents"] == 2
