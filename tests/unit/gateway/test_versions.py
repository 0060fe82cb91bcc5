"""Versions of items: repeated, corrected, canceled, withheld, under embargo, out of order."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from gateway.domain.archive import RecallLimits
from gateway.domain.documents import Document
from gateway.domain.editions import Edition, PubStatus
from gateway.domain.versions import KnownVersion, Verdict, accepted_version, judge
from service_kit.errors import ServiceError
from tests.unit.gateway.conftest import World

URI = "urn:newsml:wire.example:20260302:port"
DENIAL = "Ministry denies Troops left"
REPORT = {"id": "report", "text": "Observers asserts Troops left"}
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def item(version: str | None = "1", text: str = DENIAL, **more: Any) -> dict[str, Any]:
    return {"uri": URI, "version": version, "text": text, **more}


async def accept(client: httpx.AsyncClient, *documents: dict[str, Any]) -> dict[str, Any]:
    response = await client.post("/v1/documents", json={"documents": documents})
    assert response.status_code == 202, response.text
    answer: dict[str, Any] = response.json()
    assert response.headers["location"] == f"/v1/operations/{answer['id']}"
    return answer


async def verdict(client: httpx.AsyncClient, document: dict[str, Any]) -> str:
    [receipt] = (await accept(client, document))["documents"]
    return str(receipt["verdict"])


def told(world: World) -> list[str]:
    return [str(event.type) for event in world.unit_of_work.of("default").events.rows]


def states(world: World) -> list[str]:
    return [str(stored.state) for stored in world.unit_of_work.of("default").clashes.rows.values()]


async def test_a_version_that_comes_again_is_answered_with_the_operation_that_took_it_in(
    world: World, client: httpx.AsyncClient
) -> None:
    first = await accept(client, item())
    await world.run_all()
    again = await accept(client, item())
    assert again["id"] == first["id"]
    assert again["documents"] == [{**first["documents"][0], "verdict": "unchanged"}]
    assert again["state"] == "done"
    assert len(world.unit_of_work.of("default").jobs.rows) == 1
    assert len(world.unit_of_work.of("default").documents.rows) == 1


async def test_a_version_with_other_content_is_refused_and_nothing_of_the_request_is_stored(
    world: World, client: httpx.AsyncClient
) -> None:
    await accept(client, item())
    body = {"documents": [{"id": "new", "text": "x"}, item(text="Ministry asserts Troops left")]}
    response = await client.post("/v1/documents", json=body)
    assert response.status_code == 409
    assert response.json()["errors"][0]["field"] == "documents[1].version"
    assert response.json()["type"] == "urn:clashwire:problem:version-reused"
    assert "new" not in world.unit_of_work.of("default").documents.rows


async def test_a_clash_cites_what_a_new_version_moved_where_it_stands_now(
    world: World, client: httpx.AsyncClient
) -> None:
    await accept(client, REPORT, item("1"))
    await world.run_all()
    world.recall_limits = RecallLimits(archived_claims=0)
    await accept(client, item("2", f"Ministry asserts Rain fell\n{DENIAL}"))
    await world.run_all()
    [stored] = world.unit_of_work.of("default").clashes.rows.values()
    [side] = [side for side in stored.clash.sides if side.document_id != "report"]
    assert (stored.state, stored.version) == ("open", 1)
    assert (side.quote.start, side.quote.text) == (27, DENIAL)
    assert [span.start - side.quote.start for span in side.decisive] == [0][: len(side.decisive)]


async def test_a_correction_retracts_what_its_words_had_opened(world: World, client: httpx.AsyncClient) -> None:
    await accept(client, REPORT, item("1"))
    await world.run_all()
    assert states(world) == ["open"]
    assert await verdict(client, item("2", "Ministry asserts Troops left")) == "accepted"
    await world.run_all()
    assert states(world) == ["retracted"]
    assert told(world)[-2:] == ["clash.retracted", "document.analyzed"]
    stored = next(d for d in world.unit_of_work.of("default").documents.rows.values() if d.edition)
    shown = (await client.get(f"/v1/documents/{stored.id}")).json()
    assert (shown["text"], shown["edition"]["version"]) == ("Ministry asserts Troops left", "2")


async def test_a_newer_version_takes_the_place_of_one_that_waits(world: World, client: httpx.AsyncClient) -> None:
    first = await accept(client, item("1"))
    await accept(client, item("2", "Ministry asserts Troops left"))
    await world.run_all()
    [job] = (await client.get(f"/v1/operations/{first['id']}")).json()["jobs"]
    assert (job["state"], job["check_id"], job["failure"]["reason"]) == ("done", None, "SUPERSEDED")
    assert len(world.extractor.asked) == 1


@pytest.mark.parametrize("order", [("1", "2"), ("2", "1"), ("2", "1", "2"), ("1", "2", "1")])
async def test_in_whatever_order_versions_come_the_newest_stands(
    world: World, client: httpx.AsyncClient, order: tuple[str, ...]
) -> None:
    texts = {"1": DENIAL, "2": "Ministry asserts Troops left"}
    for version in order:
        await accept(client, item(version, texts[version]))
        await world.run_all()
    [stored] = world.unit_of_work.of("default").documents.rows.values()
    assert stored.text == texts["2"]


async def test_versions_in_one_request_count_in_their_order(world: World, client: httpx.AsyncClient) -> None:
    answer = await accept(client, item("1"), item("3", "Ministry asserts Troops left"), item("2", "x"))
    assert [receipt["verdict"] for receipt in answer["documents"]] == ["accepted", "accepted", "outdated"]
    await world.run_all()
    assert len(answer["jobs"]) == 1
    [stored] = world.unit_of_work.of("default").documents.rows.values()
    assert stored.text == "Ministry asserts Troops left"


@pytest.mark.parametrize("version", ["1", "2", None])
async def test_a_cancellation_retracts_at_once_and_what_comes_late_stays_canceled(
    world: World, client: httpx.AsyncClient, version: str | None
) -> None:
    await accept(client, REPORT, item("1"))
    await world.run_all()
    canceled = {"uri": URI, "version": version, "pub_status": "canceled"}
    answer = await accept(client, canceled)
    assert (answer["state"], answer["documents"][0]["verdict"]) == ("done", "canceled")
    assert states(world) == ["retracted"]
    assert told(world)[-1] == "clash.retracted"
    assert await verdict(client, canceled) == "unchanged"
    # sent again under its number it is what was canceled, or less
    late = await client.post("/v1/documents", json={"documents": [item("1")]})
    assert late.json()["documents"][0]["verdict"] in ("outdated", "unchanged")
    await world.run_all()
    assert states(world) == ["retracted"]
    assert [c.document_id for c in world.unit_of_work.of("default").claims.rows.values()] == ["report"]


async def test_an_item_canceled_before_it_came_is_not_checked_when_it_comes(
    world: World, client: httpx.AsyncClient
) -> None:
    await accept(client, REPORT, item("2", "", pub_status="canceled"))
    assert await verdict(client, item("1")) == "outdated"
    await world.run_all()
    assert states(world) == []


async def test_a_cancellation_ends_the_check_under_way(world: World, client: httpx.AsyncClient) -> None:
    first = await accept(client, item("1"))
    job = world.run_jobs
    original = world.extractor.extract

    async def cancel_meanwhile(*arguments: Any) -> Any:
        world.extractor.extract = original  # type: ignore[method-assign]
        await accept(client, {"uri": URI, "version": "2", "pub_status": "canceled"})
        return await original(*arguments)

    world.extractor.extract = cancel_meanwhile  # type: ignore[method-assign]
    await job.next()
    assert world.unit_of_work.of("default").claims.rows == {}
    [left] = (await client.get(f"/v1/operations/{first['id']}")).json()["jobs"]
    assert (left["state"], left["failure"]["reason"]) == ("done", "CANCELED")


async def test_a_clash_with_a_claim_that_went_during_the_check_is_not_opened(
    world: World, client: httpx.AsyncClient
) -> None:
    await accept(client, item("1"))
    await world.run_all()
    original = world.finder.find

    async def cancel_meanwhile(*arguments: Any) -> Any:
        await accept(client, {"uri": URI, "version": "2", "pub_status": "canceled"})
        return await original(*arguments)

    world.finder.find = cancel_meanwhile  # type: ignore[method-assign]
    await accept(client, REPORT)
    await world.run_all()
    assert states(world) == []
    assert "clash.opened" not in told(world)


async def test_a_new_version_brings_a_canceled_item_back(world: World, client: httpx.AsyncClient) -> None:
    await accept(client, REPORT, item("1"))
    await world.run_all()
    await accept(client, item("2", "", pub_status="canceled"))
    await accept(client, item("3"))
    await world.run_all()
    assert states(world) == ["open"]


async def test_no_event_tells_of_an_item_before_the_second_its_embargo_ends(
    world: World, client: httpx.AsyncClient
) -> None:
    until = START + timedelta(hours=1)
    await accept(client, item("1", embargoed_until=until.isoformat()))
    await world.run_all()
    await accept(client, REPORT)
    await world.run_all()
    assert states(world) == ["open"]
    [analyzed] = world.unit_of_work.of("default").events.rows
    assert analyzed.data["document_id"] == "report"
    assert analyzed.data["clash_ids"] == []
    world.clock.seconds = 3_599.999
    await world.release_events()
    assert told(world) == ["document.analyzed"]
    world.clock.seconds = 3_600
    await world.release_events()
    await world.release_events()
    assert told(world) == ["document.analyzed", "document.analyzed", "clash.opened"]
    assert [event.number for event in world.unit_of_work.of("default").events.rows] == [1, 2, 3]


async def test_what_waited_is_told_before_what_happens_after_its_embargo(
    world: World, client: httpx.AsyncClient
) -> None:
    await accept(client, REPORT, item("1", embargoed_until=(START + timedelta(seconds=10)).isoformat()))
    await world.run_all()
    world.clock.seconds = 10
    await accept(client, item("2", "", pub_status="canceled"))
    assert told(world) == ["document.analyzed", "clash.opened", "document.analyzed", "clash.retracted"]


async def test_a_cancellation_lifts_no_embargo(world: World, client: httpx.AsyncClient) -> None:
    await accept(client, REPORT, item("1", embargoed_until=(START + timedelta(hours=1)).isoformat()))
    await world.run_all()
    await accept(client, item("2", "", pub_status="canceled"))
    await world.release_events()
    assert not [event for event in told(world) if event.startswith("clash")]
    world.clock.seconds = 3_600
    await world.release_events()
    assert [event for event in told(world) if event.startswith("clash")] == ["clash.opened", "clash.retracted"]


async def test_a_new_version_may_move_the_embargo_and_a_withheld_item_waits_for_one_that_is_usable(
    world: World, client: httpx.AsyncClient
) -> None:
    await accept(client, item("1", embargoed_until=(START + timedelta(hours=1)).isoformat()))
    await world.run_all()
    await accept(client, item("2", pub_status="withheld"))
    await world.run_all()
    world.clock.seconds = 365 * 86_400.0
    await world.release_events()
    assert told(world) == []
    await accept(client, item("3"))
    await world.run_all()
    assert told(world) == ["document.analyzed"] * 3


async def test_a_review_of_a_clash_under_embargo_is_not_told_before(world: World, client: httpx.AsyncClient) -> None:
    await accept(client, REPORT, item("1", embargoed_until=(START + timedelta(hours=1)).isoformat()))
    await world.run_all()
    [clash_id] = world.unit_of_work.of("default").clashes.rows
    review = {"verdict": "confirmed", "reason": "seen", "reviewer": "ada"}
    assert (await client.post(f"/v1/clashes/{clash_id}/reviews", json=review)).status_code == 200
    assert not [event for event in told(world) if event.startswith("clash")]


async def test_nor_is_what_its_resolution_did_to_the_sources(world: World, client: httpx.AsyncClient) -> None:
    await accept(client, REPORT, item("1", embargoed_until=(START + timedelta(hours=1)).isoformat()))
    await world.run_all()
    [clash_id] = world.unit_of_work.of("default").clashes.rows
    review = {"verdict": "resolved", "right_side": None, "reason": "seen", "reviewer": "ada"}
    assert (await client.post(f"/v1/clashes/{clash_id}/reviews", json=review)).status_code == 200
    assert told(world) == ["document.analyzed"]
    world.clock.seconds = 3_600
    await world.release_events()
    assert told(world)[1:4] == ["clash.opened", "document.analyzed", "clash.resolved"]
    assert "source.reliability_shifted" in told(world)[4:]


@pytest.mark.parametrize("field", ["embargoed_until", "pub_status"])
async def test_a_check_refuses_what_it_would_not_honour(client: httpx.AsyncClient, field: str) -> None:
    response = await client.post("/v1/checks", json={"documents": [{"text": DENIAL, field: "canceled"}]})
    assert response.status_code == 422
    assert field in response.json()["detail"]


@pytest.mark.parametrize("field", ["versioned_at", "published_at"])
async def test_a_version_from_the_future_is_refused_unless_its_embargo_explains_it(
    client: httpx.AsyncClient, field: str
) -> None:
    ahead = (START + timedelta(days=3)).isoformat()
    response = await client.post("/v1/documents", json={"documents": [item("1", **{field: ahead})]})
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == f"documents[0].{field}"
    assert response.json()["errors"][0]["limit"] == 86_400
    assert await verdict(client, item("1", **{field: ahead, "embargoed_until": ahead})) == "accepted"


@pytest.mark.parametrize("text", ["", " \n"])
async def test_only_a_cancellation_needs_no_text(client: httpx.AsyncClient, text: str) -> None:
    response = await client.post("/v1/documents", json={"documents": [item("1", text)]})
    assert response.json()["errors"][0]["field"] == "documents[0].text"


NOON, ONE = START.replace(hour=12), START.replace(hour=13)
ORDERS = [
    (Edition("u", "9", None), Edition("u", "10", None), Verdict.ACCEPTED),
    (Edition("u", "10", None), Edition("u", "9", None), Verdict.OUTDATED),
    (Edition("u", "1.9", None), Edition("u", "1.10", None), Verdict.ACCEPTED),
    (Edition("u", "1.10", None), Edition("u", "1.9", None), Verdict.OUTDATED),
    (Edition("u", "b", NOON), Edition("u", "a", ONE), Verdict.ACCEPTED),
    (Edition("u", "b", ONE), Edition("u", "c", NOON), Verdict.OUTDATED),
    (Edition("u", "2", ONE), Edition("u", "3", NOON), Verdict.ACCEPTED),
    (Edition("u", None, NOON), Edition("u", None, ONE), Verdict.ACCEPTED),
    (Edition("u", None, ONE), Edition("u", None, NOON), Verdict.OUTDATED),
    (Edition("u", None, None), Edition("u", None, None), Verdict.ACCEPTED),
    (Edition("u", "2", ONE), Edition("u", None, NOON), Verdict.OUTDATED),
    (Edition("u", "2", None), Edition("u", "1", None, PubStatus.CANCELED), Verdict.OUTDATED),
    (Edition("u", "2", None), Edition("u", "2", None, PubStatus.CANCELED), Verdict.CANCELED),
    (Edition("u", "2", None, PubStatus.CANCELED), Edition("u", "2", None), Verdict.OUTDATED),
    (Edition("u", "2", None, PubStatus.CANCELED), Edition("u", "3", None), Verdict.ACCEPTED),
]


@pytest.mark.parametrize(("first", "second", "expected"), ORDERS)
def test_numbers_go_by_value_then_times_then_steps(first: Edition, second: Edition, expected: Verdict) -> None:
    known = accepted_version(Document("d", "old"), first, None, "op")
    assert judge(Document("d", "new"), second, [known], "version").verdict is expected


def test_the_same_content_is_unchanged_whenever_it_was_made() -> None:
    known = accepted_version(Document("d", "same"), Edition("u", "1", NOON), None, "op")
    assert judge(Document("d", "same"), Edition("u", "1", ONE), [known], "v").verdict is Verdict.UNCHANGED


def test_an_older_version_that_comes_again_changed_is_refused() -> None:
    old = accepted_version(Document("d", "old"), Edition("u", "1"), None, "op")
    known = [accepted_version(Document("d", "new"), Edition("u", "2"), old, "op"), _past(old)]
    with pytest.raises(ServiceError) as refused:
        judge(Document("d", "other"), Edition("u", "1"), known, "documents[0].version")
    assert refused.value.field == "documents[0].version"


def _past(version: KnownVersion) -> KnownVersion:
    return KnownVersion(**{**version.__dict__, "current": False})
