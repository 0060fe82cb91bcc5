"""Copies of one report across the archive, over real databases."""

from functools import partial

import pytest
from sqlalchemy import text

from gateway.adapters.records import SqlUnitOfWork
from gateway.domain.clashes import State, StoredClash
from gateway.domain.documents import Document
from gateway.domain.erase_document import erase_document
from gateway.domain.listing import ClashFilter, PageRequest
from tests.integration.gateway.working_desk import Desk

REPORT = (
    "Observers asserts Troops crossed the border\n"
    "Lorries without number plates rolled through the village of Marl shortly before midnight while the street lamps "
    "were switched off, and the last of them did not leave the market square until the bakers came to work."
)
DENIAL = Document(id="denial", text="Ministry denies Troops crossed the border", source="a.example")
WIRE = Document(id="wire", text=REPORT, source="wire.example")
REPRINT = Document(id="reprint", text=REPORT.replace("rolled", "drove").replace("bakers", "cooks"), source="b.example")
INDEPENDENT = Document(
    id="independent",
    text="Observers asserts Troops crossed the border\nA teacher who lives by the bridge counted boots, not wheels.",
    source="c.example",
)


@pytest.fixture
def desk(unit_of_work: SqlUnitOfWork) -> Desk:
    return Desk(unit_of_work)


async def work_on(desk: Desk, *documents: Document) -> None:
    for document in documents:
        await desk.accept(document)
        await desk.work()


async def clashes(desk: Desk) -> list[StoredClash]:
    found = await desk.unit_of_work.read("t", lambda records: records.clashes.page(ClashFilter(), PageRequest(50)))
    return list(found.items)


async def origins(desk: Desk, *document_ids: str) -> list[str | None]:
    found = await desk.unit_of_work.read("t", lambda records: records.documents.with_ids(document_ids))
    return [found[document_id].origin_id for document_id in document_ids]


async def test_a_reprint_that_comes_later_shares_the_origin_and_the_clash_of_the_original(desk: Desk) -> None:
    await work_on(desk, DENIAL, WIRE, REPRINT)
    first, second = await origins(desk, "wire", "reprint")
    assert first == second
    [clash] = await clashes(desk)
    assert {side.document_id for side in clash.clash.sides} == {"denial", "wire"}
    assert len(clash.clash.folded_claim_ids) == 1


async def test_an_independent_report_of_the_same_has_its_own_origin_and_clash(desk: Desk) -> None:
    await work_on(desk, DENIAL, WIRE, INDEPENDENT)
    first, second = await origins(desk, "wire", "independent")
    assert first != second
    assert len(await clashes(desk)) == 2


async def test_a_denial_that_comes_after_many_reprints_is_one_clash_with_the_earliest(desk: Desk) -> None:
    reprints = [Document(id=f"r{n}", text=REPRINT.text.replace("Marl", f"Marl{n}")) for n in range(4)]
    await work_on(desk, WIRE, *reprints, DENIAL)
    [clash] = await clashes(desk)
    assert {side.document_id for side in clash.clash.sides} == {"denial", "wire"}


async def test_an_erased_original_leaves_no_trace_and_the_reprint_meets_the_denial_itself(desk: Desk) -> None:
    await work_on(desk, DENIAL, WIRE, REPRINT)
    await desk.unit_of_work.write("t", partial(erase_document, "wire"))
    assert await clashes(desk) == []
    with desk.unit_of_work.engine.connect() as connection:
        traced = connection.execute(text("SELECT DISTINCT document_id FROM document_trace ORDER BY 1")).scalars()
        assert list(traced) == ["reprint"]
    await work_on(desk, REPRINT)
    [clash] = await clashes(desk)
    assert {side.document_id for side in clash.clash.sides} == {"denial", "reprint"}
    assert clash.state is State.OPEN
