from dataclasses import replace

import pytest

from gateway.domain.checks import Against, CheckRequest
from gateway.domain.clashes import LeanStatus, ReliabilityStatus, State
from gateway.domain.documents import Document, DocumentLimits
from gateway.domain.reviews import Review
from service_kit.errors import ErrorKind, ServiceError
from tests.unit.gateway.conftest import World

DENIAL = Document(id="denial", text="Ministry denies Troops crossed the border", source="a.example")
REPORT = Document(id="report", text="Observers asserts Troops crossed the border", source="b.example")


def request(*documents: Document, against: Against = Against.BOTH) -> CheckRequest:
    return CheckRequest(documents, against)


async def test_a_denial_and_an_assertion_of_the_same_clash(world: World) -> None:
    answer = await world.check_documents("t", request(DENIAL, REPORT))
    [clash] = answer.clashes
    assert {side.document_id for side in clash.sides} == {"denial", "report"}
    assert clash.id
    assert clash.state is State.OPEN
    assert {claim.id for claim in answer.claims} == {side.claim_id for side in clash.sides}
    assert answer.degraded == ()


async def test_both_sides_carry_the_reliability_of_speaker_and_publisher_and_the_clash_a_lean(world: World) -> None:
    answer = await world.check_documents("t", request(DENIAL, REPORT))
    [clash] = answer.clashes
    assert [s.reliability.speaker.source_id for s in clash.sides] == ["speaker:ministry", "speaker:observers"]
    assert [s.reliability.publisher.source_id for s in clash.sides] == ["domain:a.example", "domain:b.example"]
    assert clash.lean.status is LeanStatus.LEANING
    assert len(world.reliability.queries) == 4


async def test_against_documents_stores_nothing_and_gives_clashes_no_id(world: World) -> None:
    answer = await world.check_documents("t", request(DENIAL, REPORT, against=Against.DOCUMENTS))
    assert [clash.id for clash in answer.clashes] == [None]
    assert world.unit_of_work.tenants == {}


async def test_against_both_meets_the_archive_and_lists_its_claims_with_their_document(world: World) -> None:
    await world.check_documents("t", request(DENIAL))
    answer = await world.check_documents("t", request(REPORT))
    [clash] = answer.clashes
    assert {side.document_id for side in clash.sides} == {"denial", "report"}
    assert answer.archived["denial"].source == "a.example"
    assert [coverage.id for coverage in answer.documents] == ["report"]


async def test_against_archive_leaves_out_clashes_inside_the_request(world: World) -> None:
    both = Document(id="both", text=f"{DENIAL.text}\n{REPORT.text}")
    answer = await world.check_documents("t", request(both, against=Against.ARCHIVE))
    assert answer.clashes == ()
    answer = await world.check_documents("t", request(DENIAL, REPORT, against=Against.ARCHIVE))
    assert len(answer.clashes) == 2


async def test_an_unsure_pair_is_answered_without_an_id_since_it_is_not_stored(world: World) -> None:
    answer = await world.check_documents(
        "t", request(DENIAL, replace(REPORT, text="Observers questions Troops crossed the border"))
    )
    assert answer.clashes == ()
    assert [(clash.id, clash.state) for clash in answer.unsure] == [(None, State.OPEN)]
    assert world.unit_of_work.of("t").clashes.rows == {}


async def test_another_tenant_does_not_meet_the_archive(world: World) -> None:
    await world.check_documents("one", request(DENIAL))
    assert (await world.check_documents("other", request(REPORT))).clashes == ()


async def test_a_clash_dismissed_stays_dismissed_when_its_story_is_sent_again(world: World) -> None:
    first = await world.check_documents("t", request(DENIAL, REPORT))
    clash_id = first.clashes[0].id or ""
    await world.review_clash("t", clash_id, Review(State.DISMISSED, None, "satire", "ada"))
    again = await world.check_documents("t", request(DENIAL, REPORT))
    assert [clash.state for clash in again.clashes] == [State.DISMISSED]


async def test_a_clash_dismissed_stays_dismissed_when_its_story_comes_under_other_ids(world: World) -> None:
    first = await world.check_documents("t", request(DENIAL, REPORT))
    await world.review_clash("t", first.clashes[0].id or "", Review(State.DISMISSED, None, "satire", "ada"))
    again = await world.check_documents("t", request(replace(DENIAL, id="x"), replace(REPORT, id="y")))
    assert {clash.state for clash in again.clashes} == {State.DISMISSED}


async def test_a_new_text_under_the_same_id_retracts_clashes_on_claims_that_are_gone(world: World) -> None:
    first = await world.check_documents("t", request(DENIAL, REPORT))
    await world.check_documents("t", request(replace(DENIAL, text="Ministry asserts Rain fell")))
    stored = world.unit_of_work.of("t").clashes.rows[first.clashes[0].id or ""]
    assert stored.state is State.RETRACTED
    assert [entry.to_state for entry in stored.history] == [State.OPEN, State.RETRACTED]


async def test_a_retracted_clash_opens_again_when_the_old_text_returns(world: World) -> None:
    first = await world.check_documents("t", request(DENIAL, REPORT))
    await world.check_documents("t", request(replace(DENIAL, text="Ministry asserts Rain fell")))
    await world.check_documents("t", request(DENIAL))
    stored = world.unit_of_work.of("t").clashes.rows[first.clashes[0].id or ""]
    assert stored.state is State.OPEN


async def test_identical_documents_without_ids_are_told_apart(world: World) -> None:
    twin = Document(id="", text=DENIAL.text)
    answer = await world.check_documents("t", request(twin, twin))
    first, second = (coverage.id for coverage in answer.documents)
    assert second == f"{first}-2"


@pytest.mark.parametrize("kind", [ErrorKind.UNAVAILABLE, ErrorKind.TIMED_OUT, ErrorKind.OVERLOADED, ErrorKind.INVALID])
async def test_without_reliability_the_answer_comes_degraded(world: World, kind: ErrorKind) -> None:
    world.reliability.failure = ServiceError(kind, "away", reason="AWAY")
    answer = await world.check_documents("t", request(DENIAL, REPORT))
    [clash] = answer.clashes
    assert clash.sides[0].reliability.speaker.status is ReliabilityStatus.UNAVAILABLE
    assert clash.lean.status is LeanStatus.UNAVAILABLE
    assert [entry.part for entry in answer.degraded] == ["source-reliability"]


async def test_a_reliability_service_that_hangs_does_not_hold_up_the_answer(world: World) -> None:
    world.reliability.hangs = True
    world.limits = replace(world.limits, reliability_seconds=0.01)
    answer = await world.check_documents("t", request(DENIAL, REPORT))
    assert [entry.part for entry in answer.degraded] == ["source-reliability"]


@pytest.mark.parametrize("kind", [ErrorKind.UNAVAILABLE, ErrorKind.TIMED_OUT, ErrorKind.OVERLOADED])
async def test_a_failing_extraction_or_contradiction_fails_the_check_and_stores_nothing(
    world: World, kind: ErrorKind
) -> None:
    world.finder.failure = ServiceError(kind, "away", reason="AWAY")
    with pytest.raises(ServiceError) as failure:
        await world.check_documents("t", request(DENIAL, REPORT))
    assert failure.value.kind is kind
    assert world.unit_of_work.of("t").documents.rows == {}


async def test_what_the_deadline_leaves_is_passed_on(world: World) -> None:
    world.limits = replace(world.limits, check_seconds=7.0, extraction_seconds=60.0)
    await world.check_documents("t", request(DENIAL))
    assert world.extractor.asked[0][2] == pytest.approx(7.0)


async def test_pairs_that_were_not_scored_are_told(world: World) -> None:
    world.finder.pairs_skipped = 3
    answer = await world.check_documents("t", request(DENIAL, REPORT))
    assert "3 of" in answer.degraded[0].reason


async def test_claims_beyond_the_limit_are_not_compared_and_that_is_told(world: World) -> None:
    world.limits = replace(world.limits, claims=2)
    answer = await world.check_documents("t", request(DENIAL, REPORT, replace(REPORT, id="third")))
    assert len(world.finder.asked[0].claims) == 2
    assert len(answer.claims) == 3
    assert "1 claims" in answer.degraded[0].reason


async def test_a_language_without_pipeline_degrades_its_document(world: World) -> None:
    answer = await world.check_documents("t", request(replace(DENIAL, language="fr")))
    assert [(entry.part, entry.document_id) for entry in answer.degraded] == [("claim-extraction", "denial")]


async def test_a_document_without_claims_gets_an_empty_answer(world: World) -> None:
    answer = await world.check_documents("t", request(Document(id="d", text="Nothing here.")))
    assert (answer.claims, answer.clashes) == ((), ())
    assert answer.models.nli is None


@pytest.mark.parametrize(
    ("documents", "limits", "reason", "field"),
    [
        ((DENIAL, REPORT), DocumentLimits(1, 1000), "TOO_MANY_DOCUMENTS", "documents"),
        ((DENIAL, REPORT), DocumentLimits(9, 45), "TEXT_TOO_LONG", "documents[1].text"),
        ((DENIAL, REPORT, DENIAL), DocumentLimits(9, 1000), "DUPLICATE_DOCUMENT_ID", "documents[2].id"),
    ],
)
async def test_what_a_check_cannot_afford_is_refused_by_name(
    world: World, documents: tuple[Document, ...], limits: DocumentLimits, reason: str, field: str
) -> None:
    world.limits = replace(world.limits, documents=limits)
    with pytest.raises(ServiceError) as failure:
        await world.check_documents("t", request(*documents))
    assert (failure.value.reason, failure.value.field) == (reason, field)


async def test_without_an_embedder_the_archive_is_searched_by_words_and_the_answer_says_so(world: World) -> None:
    world.embedder.failure = ServiceError(ErrorKind.UNAVAILABLE, "away", reason="AWAY")
    await world.check_documents("t", request(DENIAL))
    answer = await world.check_documents("t", request(REPORT))
    assert len(answer.clashes) == 1
    assert [(entry.part, "by words only" in entry.reason) for entry in answer.degraded] == [("archive", True)]


async def test_vectors_made_for_a_search_are_stored_with_the_claims(world: World) -> None:
    await world.check_documents("t", request(DENIAL))
    embedded = world.unit_of_work.of("t").claims.embedded
    assert embedded is not None
    assert list(embedded.by_proposition) == ["Troops crossed the border"]


async def test_what_is_compared_with_documents_only_is_not_embedded(world: World) -> None:
    await world.check_documents("t", request(DENIAL, REPORT, against=Against.DOCUMENTS))
    assert world.embedder.asked == []


async def test_a_reprint_meets_the_clash_of_the_report_it_copies_and_is_folded_into_it(world: World) -> None:
    first = await world.check_documents("t", request(DENIAL, REPORT))
    again = await world.check_documents("t", request(replace(REPORT, id="reprint", source="c.example")))
    assert [clash.id for clash in again.clashes] == [clash.id for clash in first.clashes]
    assert {side.document_id for side in again.clashes[0].sides} == {"denial", "report"}
    assert again.clashes[0].folded_claim_ids == tuple(c.id for c in again.claims if c.document_id == "reprint")
    assert len(world.unit_of_work.of("t").clashes.rows) == 1


async def test_a_clash_dismissed_stays_dismissed_when_a_reprint_meets_it_in_the_archive(world: World) -> None:
    first = await world.check_documents("t", request(DENIAL, REPORT))
    await world.review_clash("t", first.clashes[0].id or "", Review(State.DISMISSED, None, "satire", "ada"))
    again = await world.check_documents("t", request(replace(REPORT, id="reprint"), against=Against.ARCHIVE))
    assert [clash.state for clash in again.clashes] == [State.DISMISSED]


async def test_claims_the_archive_was_not_searched_for_are_told(world: World) -> None:
    world.recall_limits = replace(world.recall_limits, searched_claims=1)
    answer = await world.check_documents("t", request(DENIAL, REPORT))
    assert "not searched for the 1 claims" in answer.degraded[0].reason
