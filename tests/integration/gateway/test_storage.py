"""Checks and reviews over a real database; only the neighbours are fakes."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from gateway.adapters import database
from gateway.adapters.records import SqlUnitOfWork
from gateway.adapters.tables import Table
from gateway.domain.check_documents import CheckDocuments, CheckLimits
from gateway.domain.checks import CheckAnswer, CheckRequest
from gateway.domain.clashes import ClashKind, State, StoredClash
from gateway.domain.documents import Document, Media
from gateway.domain.erase_document import erase_document
from gateway.domain.listing import ClashFilter, Page, PageRequest
from gateway.domain.recall import RecallClaims
from gateway.domain.review_clash import DeliverOutcomes, ReviewClash
from gateway.domain.reviews import Review
from gateway.domain.weigh_sides import WeighSides
from service_kit.errors import ErrorKind, ServiceError
from tests.fakes.claim_embedder import FakeClaimEmbedder
from tests.fakes.claim_extractor import FakeClaimExtractor
from tests.fakes.clash_finder import FakeClashFinder
from tests.fakes.clock import FakeClock
from tests.fakes.reliability_service import FakeReliabilityService

DENIAL = Document(
    id="denial",
    text="Ministry denies Troops crossed the border",
    title="Denied",
    url="https://a.example/1",
    source="a.example",
    published_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
    language="en",
    media=(Media("video", "https://a.example/v", "A clip"),),
)
REPORT = Document(id="report", text="Observers asserts Troops crossed the border", source="b.example")


class Desk:
    """Checks and reviews of one tenant."""

    def __init__(self, unit_of_work: SqlUnitOfWork, tenant: str = "t") -> None:
        self.unit_of_work = unit_of_work
        self.tenant = tenant
        self.clock = FakeClock()
        self.reliability = FakeReliabilityService()
        self.embedder = FakeClaimEmbedder()

    async def check(self, *documents: Document) -> CheckAnswer:
        return await self.check_documents(self.tenant, CheckRequest(documents))

    @property
    def check_documents(self) -> CheckDocuments:
        weigh_sides = WeighSides(self.reliability)
        return CheckDocuments(
            FakeClaimExtractor(),
            FakeClashFinder(),
            weigh_sides,
            self.unit_of_work,
            self.clock,
            CheckLimits(),
            RecallClaims(self.embedder, self.unit_of_work),
        )

    async def review(self, clash_id: str | None, verdict: State, right_side: str | None = None) -> None:
        deliver = DeliverOutcomes(self.reliability, self.unit_of_work, self.clock, 1.0)
        review = Review(verdict, right_side, "looked into it", "ada")
        await ReviewClash(self.unit_of_work, deliver, self.clock)(self.tenant, clash_id or "", review)

    async def page(self, wanted: ClashFilter, page: PageRequest) -> Page[StoredClash]:
        return await self.unit_of_work.read(self.tenant, lambda records: records.clashes.page(wanted, page))

    async def ids(self, wanted: ClashFilter, token: str = "") -> list[str | None]:
        return [stored.clash.id for stored in (await self.page(wanted, PageRequest(50, token))).items]


@pytest.fixture
def desk(unit_of_work: SqlUnitOfWork) -> Desk:
    return Desk(unit_of_work)


async def test_a_check_is_read_back_as_it_was_answered(desk: Desk) -> None:
    answer = await desk.check(DENIAL, REPORT)
    assert await desk.unit_of_work.read("t", lambda records: records.checks.get(answer.id)) == answer


async def test_a_document_is_read_back_with_all_it_came_with(desk: Desk) -> None:
    await desk.check(DENIAL)
    stored = await desk.unit_of_work.read("t", lambda records: records.documents.get("denial"))
    assert stored is not None
    assert replace(stored, origin_id=None) == DENIAL


async def test_the_archive_is_met_by_words_and_only_by_claims_that_share_some(desk: Desk) -> None:
    await desk.check(DENIAL, Document(id="rain", text="Observers denies Rain fell on the harbour"))
    answer = await desk.check(REPORT)
    assert [clash.sides[1].document_id for clash in answer.clashes] == ["denial"]
    assert set(answer.archived) == {"denial"}


async def test_words_of_any_script_or_syntax_can_be_searched(desk: Desk) -> None:
    odd = 'Ministry denies "Troops" OR NEAR( crossed* - ^col:umn \u653f\u5e9c \u0642\u0627\u0644\u062a'
    await desk.check(Document(id="one", text=odd))
    answer = await desk.check(Document(id="two", text=odd.replace("denies", "asserts")))
    assert len(answer.clashes) == 1


async def test_a_clash_dismissed_stays_dismissed_under_other_document_ids(desk: Desk) -> None:
    first = await desk.check(DENIAL, REPORT)
    await desk.review(first.clashes[0].id, State.DISMISSED)
    again = await desk.check(replace(DENIAL, id="x"), replace(REPORT, id="y"))
    assert {clash.state for clash in again.clashes} == {State.DISMISSED}


async def test_a_changed_text_retracts_and_the_old_text_opens_again(desk: Desk) -> None:
    clash_id = (await desk.check(DENIAL, REPORT)).clashes[0].id
    await desk.check(replace(DENIAL, text="Ministry asserts Rain fell"))
    assert await desk.ids(ClashFilter(state=State.RETRACTED)) == [clash_id]
    await desk.check(DENIAL)
    assert await desk.ids(ClashFilter(state=State.OPEN)) == [clash_id]


async def test_outcomes_of_a_resolution_outlive_a_reliability_service_that_is_away(desk: Desk) -> None:
    first = await desk.check(DENIAL, REPORT)
    desk.reliability.failure = ServiceError(ErrorKind.UNAVAILABLE, "away", reason="AWAY")
    await desk.review(first.clashes[0].id, State.RESOLVED, first.clashes[0].sides[1].claim_id)
    assert await desk.unit_of_work.tenants_with_pending_outcomes() == ("t",)
    desk.reliability.failure = None
    await DeliverOutcomes(desk.reliability, desk.unit_of_work, desk.clock, 1.0).for_everyone()
    assert len(desk.reliability.outcomes) == 4
    assert await desk.unit_of_work.tenants_with_pending_outcomes() == ()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ClashFilter(), True),
        (ClashFilter(kind=ClashKind.DENIAL_VS_ASSERTION), True),
        (ClashFilter(kind=ClashKind.NUMERIC), False),
        (ClashFilter(state=State.OPEN), True),
        (ClashFilter(state=State.RESOLVED), False),
        (ClashFilter(source="A.example"), True),
        (ClashFilter(source="domain:b.example"), True),
        (ClashFilter(source="c.example"), False),
        (ClashFilter(speaker="Ministry"), True),
        (ClashFilter(speaker="speaker:observers"), True),
        (ClashFilter(speaker="Mayor"), False),
        (ClashFilter(document_id="denial"), True),
        (ClashFilter(document_id="other"), False),
        (ClashFilter(least_severity=0.8), True),
        (ClashFilter(least_severity=0.81), False),
        (ClashFilter(opened_from=FakeClock().now()), True),
        (ClashFilter(opened_before=FakeClock().now()), False),
        (ClashFilter(opened_from=FakeClock().now() + timedelta(seconds=1)), False),
        (ClashFilter(state=State.OPEN, source="a.example", speaker="observers", least_severity=0.1), True),
        (ClashFilter(state=State.OPEN, source="a.example", speaker="mayor"), False),
    ],
)
async def test_clashes_are_found_by_every_filter(desk: Desk, wanted: ClashFilter, found: bool) -> None:  # noqa: FBT001
    await desk.check(DENIAL, REPORT)
    assert bool(await desk.ids(wanted)) is found


async def test_pages_show_every_clash_once_newest_first(desk: Desk) -> None:
    for number in range(5):
        desk.clock.seconds = number // 2
        await desk.check(
            Document(id=f"d{number}", text=f"Mayor denies Bridge {number} fell\nWitness asserts Bridge {number} fell")
        )
    everything = await desk.ids(ClashFilter())
    seen: list[str | None] = []
    page = PageRequest(2)
    while page.token or not seen:
        found = await desk.page(ClashFilter(), page)
        seen += [stored.clash.id for stored in found.items]
        page = PageRequest(2, found.next_token)
    assert seen == everything
    assert len(set(seen)) == 5


@pytest.mark.parametrize("token", ["x", "bm8", "W10", "WyIwMDAxLTAxLTAxVDAwOjAwOjAwIiwgIngiXQ"])
async def test_a_token_of_no_page_is_refused(desk: Desk, token: str) -> None:
    with pytest.raises(ServiceError) as failure:
        await desk.ids(ClashFilter(), token=token)
    assert failure.value.field == "page_token"


async def test_erasing_a_document_leaves_nothing_of_it(desk: Desk) -> None:
    words = "Whistleblower denies Quicksilver was shipped\nWhistleblower asserts Zanzibarium leaked"
    secret = Document(id="secret", text=words, source="a.example")
    await desk.check(secret)
    await desk.check(Document(id="other", text="Ministry asserts Quicksilver was shipped"))
    await desk.unit_of_work.write("t", partial(erase_document, "secret"))
    with desk.unit_of_work.engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        rows = [str(row) for name in tables for row in connection.execute(text(f'SELECT * FROM "{name}"'))]  # noqa: S608
    assert not [row for row in rows if "whistleblower" in row.lower() or "zanzibarium" in row.lower()]
    assert await desk.ids(ClashFilter()) == []


async def test_events_are_numbered_in_their_order_and_go_with_their_documents(desk: Desk) -> None:
    await desk.check(DENIAL, REPORT)
    await desk.check(Document(id="other", text="Mayor asserts Rain fell"))
    told = await desk.unit_of_work.read("t", lambda records: records.events.after(0, 100))
    assert [event.number for event in told] == sorted(event.number for event in told)
    assert await desk.unit_of_work.read("t", lambda records: records.events.last_number()) == told[-1].number
    await desk.unit_of_work.write("t", partial(erase_document, "denial"))
    left = await desk.unit_of_work.read("t", lambda records: records.events.after(0, 100))
    assert [event.data["document_id"] for event in left] == ["report", "other"]
    assert await desk.unit_of_work.read("other", lambda records: records.events.after(0, 100)) == ()


async def test_an_id_no_database_can_hold_is_nobodys(desk: Desk) -> None:
    try:
        found = await desk.unit_of_work.read("t", lambda records: records.documents.get("a\0b"))
    except ServiceError as error:
        assert error.kind is ErrorKind.INVALID  # noqa: PT017 (one database refuses, the other finds nothing)
    else:
        assert found is None


async def test_tenants_share_nothing(desk: Desk, unit_of_work: SqlUnitOfWork) -> None:
    answer = await desk.check(DENIAL, REPORT)
    other = Desk(unit_of_work, "other")
    assert await other.ids(ClashFilter()) == []
    assert await unit_of_work.read("other", lambda records: records.documents.get("denial")) is None
    assert await unit_of_work.read("other", lambda records: records.checks.get(answer.id)) is None
    assert (await other.check(REPORT)).clashes == ()
    assert (await other.check(DENIAL)).clashes != ()


async def test_a_write_that_fails_leaves_no_trace(desk: Desk) -> None:
    def fail(records: object) -> None:
        records.documents.put(DENIAL, desk.clock.now())  # type: ignore[attr-defined]
        raise ServiceError(ErrorKind.CONFLICT, "changed its mind", reason="TEST")

    with pytest.raises(ServiceError):
        await desk.unit_of_work.write("t", fail)
    assert await desk.unit_of_work.read("t", lambda records: records.documents.get("denial")) is None


async def test_checks_at_the_same_time_wait_for_each_other(desk: Desk) -> None:
    stories = [replace(DENIAL, id=f"d{number}") for number in range(20)]
    answers = await asyncio.gather(*(desk.check(story) for story in stories))
    assert len({answer.id for answer in answers}) == 20


def test_the_migrations_make_the_tables_the_program_knows(unit_of_work: SqlUnitOfWork) -> None:
    def is_mapped(name: str | None, kind: str, _parents: object) -> bool:
        return kind != "table" or not str(name).startswith(("claim_word", "claim_vector"))

    with unit_of_work.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_mapped})
        assert compare_metadata(context, Table.metadata) == []


def test_a_database_at_a_wrong_revision_is_refused(tmp_path: Path) -> None:
    engine = database.open_engine(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    with pytest.raises(ServiceError, match="migrate it first"):
        database.refuse_wrong_revision(engine)
    engine.dispose()


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://localhost/x"])
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(ServiceError, match="sqlite:/// or postgresql://"):
        database.open_engine(url)


async def test_two_reviews_at_once_do_not_overwrite_each_other(desk: Desk) -> None:
    clash_id = (await desk.check(DENIAL, REPORT)).clashes[0].id
    await asyncio.gather(*(desk.review(clash_id, verdict) for verdict in (State.CONFIRMED, State.DISMISSED) * 4))
    stored = await desk.unit_of_work.read("t", lambda records: records.clashes.get(clash_id or ""))
    assert stored is not None
    assert stored.version == len(stored.history)
    assert [e.from_state for e in stored.history[1:]] == [e.to_state for e in stored.history[:-1]]


def test_sqlite_is_opened_for_durable_concurrent_use(tmp_path: Path) -> None:
    engine = database.open_engine(f"sqlite:///{tmp_path / 'gateway.sqlite3'}")
    with engine.connect() as connection:
        values = [
            connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout")
        ]
    assert values == ["wal", 2, 10_000]
    engine.dispose()
