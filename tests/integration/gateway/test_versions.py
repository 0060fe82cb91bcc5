"""Versions, cancellations and embargoes over real databases."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from gateway.adapters.records import SqlUnitOfWork
from gateway.domain.clashes import State
from gateway.domain.documents import Document
from gateway.domain.editions import Edition, PubStatus
from gateway.domain.erase_document import erase_document
from gateway.domain.listing import ClashFilter, PageRequest
from gateway.domain.release_events import ReleaseEvents
from gateway.domain.work import JobState
from service_kit.errors import ErrorKind, ServiceError
from tests.integration.gateway.working_desk import Desk

REPORT = Document(id="report", text="Observers asserts Troops left")


@pytest.fixture
def desk(unit_of_work: SqlUnitOfWork) -> Desk:
    return Desk(unit_of_work)


def item(version: str, text: str = "Ministry denies Troops left", until: datetime | None = None) -> Document:
    return Document(id="item", text=text, edition=Edition("urn:item", version, embargoed_until=until))


def canceled(version: str) -> Document:
    return Document(id="item", text="", edition=Edition("urn:item", version, pub_status=PubStatus.CANCELED))


async def told(desk: Desk, tenant: str = "t") -> list[str]:
    events = await desk.unit_of_work.read(tenant, lambda records: records.events.after(0, 100))
    assert [event.number for event in events] == sorted({event.number for event in events})
    return [str(event.type) for event in events]


async def state(desk: Desk) -> list[State]:
    page = await desk.unit_of_work.read("t", lambda records: records.clashes.page(ClashFilter(), PageRequest(10, "")))
    return [stored.state for stored in page.items]


async def test_an_item_its_correction_and_its_cancellation_leave_no_clash_open(desk: Desk) -> None:
    await desk.accept(REPORT, item("1"))
    await desk.work()
    assert await state(desk) == [State.OPEN]
    await desk.accept(item("2", "Ministry asserts Troops left"))
    await desk.work()
    assert await state(desk) == [State.RETRACTED]
    await desk.accept(item("3"))
    await desk.work()
    assert await state(desk) == [State.OPEN]
    await desk.accept(canceled("4"))
    assert await state(desk) == [State.RETRACTED]
    assert await told(desk) == [
        "document.analyzed",
        "clash.opened",
        "document.analyzed",
        "clash.retracted",
        "document.analyzed",
        "clash.updated",
        "document.analyzed",
        "clash.retracted",
    ]


async def test_repeats_make_no_work_and_reused_versions_are_refused(desk: Desk) -> None:
    first = await desk.accept(item("1"))
    assert (await desk.accept(item("1"))).id == first.id
    await desk.accept(item("2", "x"))
    assert (await desk.accept(item("1"))).id == first.id
    with pytest.raises(ServiceError) as refused:
        await desk.accept(item("2", "y"))
    assert refused.value.kind is ErrorKind.CONFLICT
    [job] = await desk.jobs(first)
    assert (job.state, job.check_id, job.failure and job.failure.reason) == (JobState.DONE, None, "SUPERSEDED")


async def test_a_cancellation_takes_running_work_from_its_worker(desk: Desk) -> None:
    operation = await desk.accept(item("1"))
    job = await desk.queue.take("lease", timedelta(minutes=1))
    assert job is not None
    await desk.accept(canceled("2"))
    with pytest.raises(ServiceError, match="another worker"):
        await desk.unit_of_work.write("t", lambda records: records.jobs.finish(job, job.done("chk")))
    [after] = await desk.jobs(operation)
    assert (after.state, after.failure and after.failure.reason) == (JobState.DONE, "CANCELED")


async def test_held_events_are_rows_that_any_worker_releases_once_and_in_order(desk: Desk) -> None:
    until = desk.clock.now() + timedelta(seconds=60)
    await desk.accept(item("1", until=until))
    await desk.work()
    await desk.accept(REPORT)
    await desk.work()
    assert await told(desk) == ["document.analyzed"]
    workers = [ReleaseEvents(desk.unit_of_work, desk.clock) for _ in range(2)]
    desk.clock.seconds = 59.999
    await workers[0]()
    assert await told(desk) == ["document.analyzed"]
    desk.clock.seconds = 60
    for worker in workers:
        await worker()
    assert await told(desk) == ["document.analyzed", "document.analyzed", "clash.opened"]


async def test_what_waited_is_numbered_before_what_follows_though_no_worker_came(desk: Desk) -> None:
    await desk.accept(REPORT, item("1", until=desk.clock.now() + timedelta(seconds=60)))
    await desk.work()
    desk.clock.seconds = 60
    await desk.accept(canceled("2"))
    assert await told(desk) == ["document.analyzed", "clash.opened", "document.analyzed", "clash.retracted"]


async def test_a_clash_of_two_embargoed_items_waits_for_the_later_one(desk: Desk) -> None:
    soon, late = (desk.clock.now() + timedelta(seconds=seconds) for seconds in (10, 20))
    other = replace(REPORT, edition=Edition("urn:other", "1", embargoed_until=late))
    await desk.accept(item("1", until=soon), other)
    await desk.work()
    release = ReleaseEvents(desk.unit_of_work, desk.clock)
    desk.clock.seconds = 10
    await release()
    assert await told(desk) == ["document.analyzed"]
    desk.clock.seconds = 20
    await release()
    assert await told(desk) == ["document.analyzed", "clash.opened", "document.analyzed"]


async def test_an_embargo_of_one_tenant_holds_nothing_of_another(desk: Desk) -> None:
    await desk.accept(item("1", until=desk.clock.now() + timedelta(seconds=60)))
    await desk.accept(item("1"), tenant="other")
    await desk.work()
    assert await told(desk) == []
    assert await told(desk, "other") == ["document.analyzed"]


async def test_erasure_takes_versions_embargo_and_held_events_along(desk: Desk) -> None:
    first = await desk.accept(REPORT, item("1", until=desk.clock.now() + timedelta(seconds=60)))
    await desk.work()
    await desk.unit_of_work.write("t", lambda records: erase_document("item", records))
    desk.clock.seconds = 60
    await ReleaseEvents(desk.unit_of_work, desk.clock)()
    assert await told(desk) == ["document.analyzed"]
    assert (await desk.accept(item("1"))).id != first.id
