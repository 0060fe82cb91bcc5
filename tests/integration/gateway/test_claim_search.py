"""Searching the archive, over real databases."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from gateway.adapters.records import SqlUnitOfWork
from gateway.domain.archive import RecallLimits, Sought
from gateway.domain.claims import EvidenceKind, Stance
from gateway.domain.documents import Document
from gateway.domain.listing import ClaimFilter, PageRequest
from gateway.domain.ports import Records
from service_kit.errors import ServiceError
from tests.fakes.claim_extractor import claims_in

MARCH = datetime(2026, 3, 1, tzinfo=UTC)
ARCHIVE = (
    Document(id="one", text="Ministry denies Troops crossed the border", source="A.example", published_at=MARCH),
    Document(id="two", text="Observers asserts Troops crossed the river\nMayor questions Bridge 12 fell"),
    Document(id="three", text="Mayor asserts \u00c9lan was m\u00f6glich \u653f\u5e9c \u0642\u0627\u0644\u062a"),
)


@pytest.fixture
async def archive(unit_of_work: SqlUnitOfWork) -> SqlUnitOfWork:
    def fill(records: Records) -> None:
        for document in ARCHIVE:
            records.documents.put(document, MARCH)
            records.claims.replace(document, tuple(claims_in(document)))

    await unit_of_work.write("t", fill)
    return unit_of_work


async def documents_found(archive: SqlUnitOfWork, wanted: ClaimFilter, tenant: str = "t") -> list[str]:
    found = await archive.read(tenant, lambda records: records.claims.page(wanted, PageRequest(50)))
    return [claim.document_id for claim in found.items]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ClaimFilter(), ["three", "two", "two", "one"]),
        (ClaimFilter(words="troops"), ["two", "one"]),
        (ClaimFilter(words="Troops crossed river"), ["two"]),
        (ClaimFilter(words="troops bridge"), []),
        (ClaimFilter(words="12"), ["two"]),
        (ClaimFilter(words="\u00e9lan"), ["three"]),
        (ClaimFilter(words="\u0642\u0627\u0644\u062a"), ["three"]),
        (ClaimFilter(words='"; DROP TABLE claim; -- troops & | ! NEAR('), []),
        (ClaimFilter(stance=Stance.QUESTIONS), ["two"]),
        (ClaimFilter(evidence_kind=EvidenceKind.VIDEO), []),
        (ClaimFilter(speaker="MAYOR"), ["three", "two"]),
        (ClaimFilter(source="a.example"), ["one"]),
        (ClaimFilter(source="domain:a.example"), ["one"]),
        (ClaimFilter(document_id="two"), ["two", "two"]),
        (ClaimFilter(published_from=MARCH), ["one"]),
        (ClaimFilter(published_before=MARCH), []),
        (ClaimFilter(words="troops", stance=Stance.DENIES, speaker="ministry"), ["one"]),
    ],
)
async def test_claims_are_found_by_words_and_filters(
    archive: SqlUnitOfWork, wanted: ClaimFilter, found: list[str]
) -> None:
    assert await documents_found(archive, wanted) == found
    assert await documents_found(archive, wanted, "other") == []


async def test_pages_show_every_claim_once(archive: SqlUnitOfWork) -> None:
    first = await archive.read("t", lambda records: records.claims.page(ClaimFilter(), PageRequest(3)))
    rest = await archive.read("t", lambda records: records.claims.page(ClaimFilter(), PageRequest(3, first.next_token)))
    assert len({claim.id for claim in (*first.items, *rest.items)}) == 4
    assert (bool(first.next_token), rest.next_token) == (True, "")


async def test_a_token_of_no_page_is_refused(archive: SqlUnitOfWork) -> None:
    with pytest.raises(ServiceError):
        await archive.read("t", lambda records: records.claims.page(ClaimFilter(), PageRequest(3, "zzz")))


async def test_a_rare_word_finds_its_claim_among_many_that_share_the_common_ones(
    unit_of_work: SqlUnitOfWork,
) -> None:
    common = "\n".join(f"Mayor asserts Troops crossed bridge number {number}" for number in range(1_200))
    asked = next(claims_in(Document(id="new", text="Ministry denies Troops crossed bridge Quellin")))

    def fill(records: Records) -> None:
        for document in (
            Document(id="rare", text="Observers asserts Troops crossed bridge Quellin"),
            Document(id="common", text=common),
        ):
            records.documents.put(document, MARCH)
            records.claims.replace(document, tuple(claims_in(document)))

    await unit_of_work.write("t", fill)
    with unit_of_work.engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    sought = Sought((asked,), None, frozenset({"new"}), {})
    found = await unit_of_work.read("t", lambda records: records.claims.recall(sought, RecallLimits(per_claim=5)))
    assert found.candidates[0].document_id == "rare"
