"""Documents that are checked at the same time are compared with each other all the same."""

import asyncio

import pytest

from gateway.adapters.records import SqlUnitOfWork
from gateway.domain.documents import Document
from gateway.domain.listing import ClashFilter, PageRequest
from tests.integration.gateway.working_desk import Desk

DENIAL = Document(id="denial", text="Ministry denies Troops left")
REPORT = Document(id="report", text="Observers asserts Troops left")
QUIET = tuple(Document(id=f"quiet-{number}", text=f"Mayor asserts Rain {number} fell") for number in range(4))


@pytest.fixture
def desk(unit_of_work: SqlUnitOfWork) -> Desk:
    return Desk(unit_of_work)


async def clashes(desk: Desk) -> list[set[str]]:
    page = await desk.unit_of_work.read("t", lambda records: records.clashes.page(ClashFilter(), PageRequest(50)))
    return [{side.document_id for side in stored.clash.sides} for stored in page.items]


@pytest.mark.parametrize("others", [(), QUIET], ids=["two", "two among others"])
async def test_two_sides_read_at_the_same_moment_are_found_to_clash(desk: Desk, others: tuple[Document, ...]) -> None:
    stories = (DENIAL, *others, REPORT)
    await desk.accept(*stories)
    desk.extractor.gate = asyncio.Barrier(len(stories))
    await asyncio.gather(*(desk.runner().next() for _ in stories))
    assert await clashes(desk) == [{"denial", "report"}]
    assert len(desk.done) == len(stories)


async def test_claims_that_take_the_place_of_the_newest_come_after_it(desk: Desk) -> None:
    await desk.accept(REPORT)
    await desk.work()
    last = await desk.unit_of_work.read("t", lambda records: records.claims.last_number())
    await desk.accept(Document(id="report", text="Observers asserts Rain fell"))
    await desk.work()

    async def came_after(tenant: str, *excluding: str) -> bool:
        return await desk.unit_of_work.read(tenant, lambda records: records.claims.came_after(last, excluding))

    assert await came_after("t")
    assert not await came_after("t", "report")
    assert not await came_after("other")
