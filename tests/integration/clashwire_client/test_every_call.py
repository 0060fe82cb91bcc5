"""Every method of both clients against the real gateway and the real services."""

import csv
import json
from datetime import UTC, datetime, timedelta
from itertools import islice
from uuid import uuid4

import pytest

from clashwire_client import (
    Check,
    Clash,
    Clashwire,
    ConflictError,
    DeadlineError,
    Document,
    DocumentVersion,
    ForbiddenError,
    IdempotencyKeyReusedError,
    InvalidRequestError,
    Limits,
    NotFoundError,
    StoredClash,
    TooLargeError,
    UnauthenticatedError,
    VersionMismatchError,
)


def stories(town: str) -> list[Document]:
    denial = f"The harbour ministry of Velden denied that soldiers had entered the port of {town}."
    report = f"Dockers in the port of {town} said soldiers had entered the port of {town} on Monday night."
    moment = datetime(2026, 3, 2, 9, 10, tzinfo=UTC)
    return [
        Document(id=f"{town}/denial", text=denial, source=f"{town.lower()}-a.example", title="Port denied"),
        Document(id=f"{town}/report", text=report, source=f"{town.lower()}-b.example", published_at=moment),
    ]


def checked(client: Clashwire, town: str) -> tuple[Check, StoredClash]:
    answer = client.check(stories(town))
    [clash] = [one for one in answer.clashes if {side.document_id for side in one.sides} == ids(town)]
    assert clash.id
    return answer, client.get_clash(clash.id)


def ids(town: str) -> set[str | None]:
    return {document.id for document in stories(town)}


def test_a_check_against_nothing_else_stores_nothing(client: Clashwire, town: str) -> None:
    text = " ".join(document.text for document in stories(town))
    answer = client.check([text], against="documents", max_pairs=50)
    [clash] = answer.clashes
    assert isinstance(clash, Clash)
    assert clash.id is None
    for side in clash.sides:
        assert side.quote.text == text[side.quote.start : side.quote.end]


def test_a_stored_check_is_read_again_as_it_was_answered(client: Clashwire, town: str) -> None:
    answer, _clash = checked(client, town)
    assert client.get_check(answer.id) == answer


def test_one_key_means_one_check(client: Clashwire, town: str) -> None:
    key = str(uuid4())
    first, again = (client.check(stories(town), idempotency_key=key) for _ in range(2))
    assert first == again
    with pytest.raises(IdempotencyKeyReusedError):
        client.check(stories(town)[:1], idempotency_key=key)


def test_accepted_documents_are_waited_for_and_read(client: Clashwire, town: str) -> None:
    accepted = client.accept_documents(stories(town))
    done = client.wait_for_operation(accepted, deadline_seconds=60)
    assert (done.state, {job.document_id for job in done.jobs}) == ("done", ids(town))
    assert client.get_operation(accepted.id) == done
    assert all(client.get_check(job.check_id or "").id == job.check_id for job in done.jobs)
    document = client.get_document(f"{town}/denial")
    assert (document.text, document.title) == (stories(town)[0].text, "Port denied")
    assert next(iter(client.jobs(state="done", page_size=1))).operation_id
    assert client.job_counts()["done"] >= 2
    assert client.retry_operation(done.id, document_id=f"{town}/denial").state == "done"
    assert client.retry_parked().jobs == 0


def test_a_version_comes_once_and_a_cancellation_needs_no_text(client: Clashwire, town: str) -> None:
    told = {"id": f"{town}/item", "uri": f"urn:item:{town}"}
    first = DocumentVersion(text=stories(town)[0].text, version="1", **told)
    verdicts = [client.accept_documents([item]).documents[0].verdict for item in (first, first)]
    client.accept_documents([DocumentVersion(version="2", pub_status="canceled", **told)])
    late = client.accept_documents([first.model_copy(update={"version": "1.5"})])
    assert (verdicts, late.documents[0].verdict) == (["accepted", "unchanged"], "outdated")
    edition = client.get_document(f"{town}/item").edition
    assert edition
    assert (edition.version, edition.pub_status) == ("2", "canceled")


def test_an_item_of_the_trade_is_taken_as_it_is(client: Clashwire, town: str) -> None:
    item = {"uri": f"urn:ninjs:{town}", "type": "text", "language": "en", "body_text": stories(town)[0].text}
    accepted = client.accept_content(
        json.dumps(item), "application/ninjs+json", source="wire.example", priority="urgent"
    )
    assert [job.priority for job in accepted.jobs] == ["urgent"]
    assert client.wait_for_operation(accepted, deadline_seconds=60).state == "done"
    document = client.get_document(accepted.documents[0].document_id)
    assert (document.source, document.text) == ("wire.example", stories(town)[0].text)


def test_keys_are_made_rotated_and_revoked_and_the_log_tells(client: Clashwire, newsroom: str, town: str) -> None:
    issued = client.create_key(town, ["read"], limits=Limits(requests_per_minute=100))
    rotated = client.rotate_key(issued.id, grace_seconds=0)
    assert town in [key.name for key in client.keys().keys]
    with Clashwire(newsroom, api_key=rotated.secret) as reader:
        assert reader.status().version
        with pytest.raises(ForbiddenError):
            reader.keys()
        client.revoke_key(issued.id)
        with pytest.raises(UnauthenticatedError):
            reader.status()
    assert [entry.subject for entry in islice(client.audit(page_size=2), 3)] == [issued.id] * 3


def test_a_deadline_that_is_over_is_an_error_that_tells_the_state(client: Clashwire, town: str) -> None:
    text = " ".join(f"Mayor Ada of {town} said bridge {number} was closed." for number in range(60))
    accepted = client.accept_documents([text])
    with pytest.raises(DeadlineError) as raised:
        client.wait_for_operation(accepted.id, deadline_seconds=0)
    assert raised.value.operation.id == accepted.id
    assert client.wait_for_operation(accepted, deadline_seconds=60).has_ended


def test_an_erased_document_is_gone_with_its_clash(client: Clashwire, town: str) -> None:
    _answer, clash = checked(client, town)
    client.erase_document(f"{town}/denial")
    for gone in (lambda: client.get_document(f"{town}/denial"), lambda: client.get_clash(clash.id)):
        with pytest.raises(NotFoundError):
            gone()


def test_clashes_are_listed_over_pages_and_filtered(client: Clashwire, town: str) -> None:
    _answer, clash = checked(client, town)
    checked(client, f"{town}Two")
    since = datetime.now(UTC) - timedelta(hours=1)
    assert len(list(islice(client.clashes(page_size=1), 2))) == 2
    found = list(client.clashes(document_id=f"{town}/denial", state="open", opened_from=since, least_severity=0.0))
    assert clash in found
    assert all(f"{town}/denial" in {side.document_id for side in one.sides} for one in found)
    assert list(client.clashes(document_id=f"{town}/denial", state="dismissed")) == []


def test_clashes_are_taken_away_as_objects_and_as_csv(client: Clashwire, town: str) -> None:
    _answer, clash = checked(client, town)
    assert clash in list(client.export_clashes(state="open"))
    rows = list(csv.DictReader(client.export_clashes_csv()))
    assert clash.id in [row["id"] for row in rows]


def test_a_decision_on_what_was_read_is_refused_once_it_has_changed(client: Clashwire, town: str) -> None:
    _answer, clash = checked(client, town)
    confirmed = client.review(clash, "confirmed", reason="harbour log", reviewer="ada")
    assert (confirmed.state, confirmed.version) == ("confirmed", clash.version + 1)
    with pytest.raises(VersionMismatchError):
        client.review(clash, "dismissed")
    right = confirmed.sides[1].claim_id
    resolved = client.review(confirmed.id, "resolved", right_side=right)
    assert [entry.to_state for entry in resolved.history][-2:] == ["confirmed", "resolved"]


def test_a_review_is_drafted_for_a_decided_clash_only(client: Clashwire, town: str) -> None:
    _answer, clash = checked(client, town)
    with pytest.raises(ConflictError) as raised:
        client.claim_review(clash.id)
    assert raised.value.reason == "not-reviewed"
    client.review(clash, "confirmed")
    draft = client.claim_review(clash.id)
    assert (draft["@type"], draft["creativeWorkStatus"]) == ("ClaimReview", "Draft")
    assert json.dumps(draft)
    items = client.trust_indicators(clash.id).items
    assert [indicator.href for item in items for indicator in item.trustIndicators] == [draft["url"]] * 2


def test_claims_are_searched(client: Clashwire, town: str) -> None:
    checked(client, town)
    found = list(client.claims(f"soldiers {town}", stance="denies", source=f"{town.lower()}-a.example", page_size=1))
    assert [claim.document_id for claim in found] == [f"{town}/denial"]
    assert found[0].document
    assert found[0].document.title == "Port denied"


def test_a_source_has_reasons_outcomes_names_and_an_override(client: Clashwire, town: str) -> None:
    _answer, clash = checked(client, town)
    wrong, right = clash.sides
    client.review(clash, "resolved", right_side=right.claim_id, reason="harbour log")
    publisher = wrong.reliability.publisher.source_id
    assert publisher
    [outcome] = client.outcomes(publisher, page_size=1)
    assert (outcome.claim_id, outcome.right) == (wrong.claim_id, 0.0)
    source = client.get_source(publisher)
    assert source.status == "ok"
    assert source.reasons
    assert source.reasons.text
    names = client.put_aliases(publisher, [f"alias-{town.lower()}.example"])
    assert names.source == publisher
    override = client.override_source(publisher, 0.25, "known forgery", editor="ada")
    assert (override.mean, override.override_reason) == (0.25, "known forgery")
    assert client.override_source(publisher, None, "withdrawn").override_reason is None


def test_without_a_valid_key_nothing_is_answered(newsroom: str) -> None:
    with Clashwire(newsroom, api_key="guess") as stranger:
        assert stranger.alive()
        with pytest.raises(UnauthenticatedError):
            stranger.status()
        with pytest.raises(UnauthenticatedError):
            next(stranger.events())


def test_the_state_of_the_gateway_is_told(client: Clashwire) -> None:
    assert (client.alive().status, client.ready().status) == ("alive", "ready")
    status = client.status()
    assert status.status == "ok"
    assert {"gateway", "claim-extraction"} <= {part.part for part in status.parts}


def test_events_are_heard_from_any_place(client: Clashwire, town: str) -> None:
    checked(client, town)
    everything = client.events("0")
    ours = (event for event in everything if event.data.get("document_id") in ids(town))
    first, second = islice(ours, 2)
    assert first.type == second.type == "document.analyzed"
    everything.close()
    again = client.events(first.id)
    assert next(iter(again)).id > first.id
    again.close()


def test_faults_are_told_with_their_fields(client: Clashwire) -> None:
    with pytest.raises(InvalidRequestError) as blank:
        client.check(["  "])
    assert [error.field for error in blank.value.errors] == ["documents[0].text"]
    assert blank.value.request_id
    with pytest.raises(TooLargeError, match="POST /v1/documents"):
        client.check(["word"] * 51)
    with pytest.raises(InvalidRequestError, match="page_size"):
        next(iter(client.clashes(page_size=0)))
