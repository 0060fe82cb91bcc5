"""Accepted work over real databases: leases, order, exactly once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from gateway.adapters.queue_lengths import SqlQueueLengths
from gateway.adapters.records import SqlUnitOfWork
from gateway.domain.audit import COMMAND_LINE
from gateway.domain.documents import Document
from gateway.domain.erase_document import erase_document
from gateway.domain.listing import PageRequest
from gateway.domain.priorities import Priority
from gateway.domain.retry_parked import retry_all, retry_operation
from gateway.domain.work import JobFailure, JobState
from service_kit.errors import ErrorKind, ServiceError
from tests.integration.gateway.working_desk import Desk

MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(unit_of_work: SqlUnitOfWork) -> Desk:
    return Desk(unit_of_work)


def story(document_id: str, text: str = "Ministry denies Troops left") -> Document:
    return Document(id=document_id, text=text)


async def test_workers_at_the_same_time_do_every_piece_of_work_once(desk: Desk) -> None:
    operation = await desk.accept(*(story(f"d{number}") for number in range(20)))
    await asyncio.gather(*(desk.work() for _ in range(4)))
    assert sorted(desk.done) == sorted(f"d{number}" for number in range(20))
    jobs = await desk.jobs(operation)
    assert {job.state for job in jobs} == {JobState.DONE}
    assert all(job.document is None and job.check_id for job in jobs)


async def test_versions_of_a_document_are_worked_on_in_order(desk: Desk) -> None:
    await desk.accept(story("d", "Ministry asserts Old news"))
    await desk.accept(story("d", "Ministry asserts Newer news"))
    first = await desk.queue.take("a", MINUTE)
    assert first is not None
    assert first.document is not None
    assert "Old" in first.document.text
    assert await desk.queue.take("b", MINUTE) is None
    await desk.queue.give_back(first)
    await asyncio.gather(desk.work(), desk.work())
    stored = await desk.unit_of_work.read("t", lambda records: records.documents.get("d"))
    assert stored is not None
    assert "Newer" in stored.text


async def test_a_lease_that_ran_out_is_taken_over_and_its_first_holder_stores_nothing(desk: Desk) -> None:
    operation = await desk.accept(story("d"))
    held = await desk.queue.take("first", MINUTE)
    assert held is not None
    desk.clock.seconds = 59
    assert await desk.queue.take("second", MINUTE) is None
    desk.clock.seconds = 60
    taken = await desk.queue.take("second", MINUTE)
    assert taken is not None
    assert taken.attempts == 2
    with pytest.raises(ServiceError) as failure:
        await desk.unit_of_work.write("t", lambda records: records.jobs.finish(held, held.done("chk")))
    assert failure.value.kind is ErrorKind.CONFLICT
    assert (await desk.jobs(operation))[0].lease == "second"


async def test_a_renewed_lease_is_kept(desk: Desk) -> None:
    await desk.accept(story("d"))
    held = await desk.queue.take("first", MINUTE)
    assert held is not None
    desk.clock.seconds = 50
    await desk.queue.renew(held, MINUTE)
    desk.clock.seconds = 100
    assert await desk.queue.take("second", MINUTE) is None


async def test_a_failure_waits_and_the_last_one_parks_until_somebody_asks_again(desk: Desk) -> None:
    operation = await desk.accept(story("d"))
    desk.extractor.failure = ServiceError(ErrorKind.UNAVAILABLE, "away", reason="AWAY")
    await desk.work()
    desk.clock.seconds = 10
    await desk.work()
    [job] = await desk.jobs(operation)
    failure = JobFailure("AWAY", "away", desk.clock.now())
    assert (job.state, job.attempts, job.failure) == (JobState.PARKED, 2, failure)
    desk.extractor.failure = None
    now = desk.clock.now()
    revived = [
        await desk.unit_of_work.write("t", lambda records: retry_operation(operation.id, COMMAND_LINE, now, records))
        for _ in range(2)
    ]
    assert revived == [1, 0]
    await desk.work()
    [job] = await desk.jobs(operation)
    assert (job.state, job.failure) == (JobState.DONE, None)


async def test_a_newer_version_ends_what_was_parked(desk: Desk) -> None:
    parked = await desk.accept(story("d", "Ministry asserts Old news"))
    desk.extractor.failure = ServiceError(ErrorKind.INVALID, "no", reason="NO")
    await desk.work()
    desk.extractor.failure = None
    await desk.accept(story("d", "Ministry asserts Newer news"))
    await desk.work()
    assert [job.state for job in await desk.jobs(parked)] == [JobState.DONE]


async def test_work_is_counted_and_listed_per_tenant(desk: Desk) -> None:
    await desk.accept(story("a"), story("b"))
    await desk.accept(story("c"), tenant="other")
    page = await desk.unit_of_work.read("t", lambda records: records.jobs.page(JobState.WAITING, PageRequest(1)))
    rest = await desk.unit_of_work.read("t", lambda records: records.jobs.page(None, PageRequest(1, page.next_token)))
    assert [job.document_id for job in (*page.items, *rest.items)] == ["b", "a"]
    counts = await desk.unit_of_work.read("t", lambda records: records.jobs.counts())
    assert counts == dict.fromkeys(JobState, 0) | {JobState.WAITING: 2}


async def test_an_erased_document_takes_its_work_along(desk: Desk) -> None:
    operation = await desk.accept(story("d"))

    await desk.unit_of_work.write("t", lambda records: erase_document("d", records))
    assert await desk.jobs(operation) == ()
    assert await desk.queue.take("a", MINUTE) is None


async def test_a_text_accepted_for_later_does_not_change_the_stored_one_before_its_check(desk: Desk) -> None:
    await desk.accept(story("d"))
    await desk.work()
    await desk.accept(replace(story("d"), text="Ministry asserts Troops left"))
    stored = await desk.unit_of_work.read("t", lambda records: records.documents.get("d"))
    assert stored is not None
    assert stored.text == "Ministry denies Troops left"


async def test_everything_parked_of_one_tenant_waits_again(desk: Desk) -> None:
    operation = await desk.accept(story("a"), story("b"))
    await desk.accept(story("c"), tenant="other")
    desk.extractor.failure = ServiceError(ErrorKind.INVALID, "no", reason="NO")
    await desk.work()
    now = desk.clock.now()
    assert await desk.unit_of_work.write("t", lambda records: retry_all(COMMAND_LINE, now, records)) == 2
    assert {job.state for job in await desk.jobs(operation)} == {JobState.WAITING}
    others = await desk.unit_of_work.read("other", lambda records: records.jobs.counts())
    assert others[JobState.PARKED] == 1


async def test_what_waits_is_counted_over_all_tenants_with_the_longest_wait(desk: Desk) -> None:
    lengths = SqlQueueLengths(desk.unit_of_work.engine, desk.unit_of_work.threads, desk.clock)
    await desk.accept(story("a"))
    desk.extractor.failure = ServiceError(ErrorKind.INVALID, "no", reason="NO")
    await desk.work()
    await desk.accept(story("b"), story("c"))
    await desk.accept(story("e"), priority=Priority.BACKGROUND)
    desk.clock.seconds = 7
    await desk.accept(story("d"), tenant="other")
    assert await desk.queue.take("lease", MINUTE)
    urgent, jobs, background, deliveries = await lengths.count()
    assert [each.priority for each in (urgent, jobs, background, deliveries)] == ["urgent", "normal", "background", ""]
    assert (jobs.name, jobs.items, jobs.oldest_seconds) == ("jobs", {"waiting": 2, "running": 1, "parked": 1}, 7.0)
    assert (urgent.items, urgent.oldest_seconds) == ({"waiting": 0, "running": 0, "parked": 0}, 0.0)
    assert (background.items["waiting"], background.oldest_seconds) == (1, 7.0)
    assert (deliveries.name, sum(deliveries.items.values()), deliveries.oldest_seconds) == ("deliveries", 0, 0.0)
