"""Search, exports, review drafts, names and overrides over HTTP."""

import csv
import io
import json
from collections.abc import Callable

import httpx
import pytest

from gateway.api.publishing import Publishing
from service_kit.errors import ErrorKind, ServiceError
from tests.unit.gateway.conftest import World

STORY = {
    "documents": [
        {
            "id": "denial",
            "text": "Ministry denies Troops left",
            "source": "a.example",
            "url": "https://a.example/1",
            "published_at": "2026-03-01T08:00:00Z",
        },
        {"id": "report", "text": "=Observers asserts Troops left", "source": "b.example"},
    ]
}


@pytest.fixture
async def clash(client: httpx.AsyncClient) -> dict[str, str]:
    clash = (await client.post("/v1/checks", json=STORY)).json()["clashes"][0]
    return {"id": clash["id"], "denial": clash["sides"][0]["claim_id"], "report": clash["sides"][1]["claim_id"]}


async def test_claims_are_found_with_their_documents(client: httpx.AsyncClient, clash: dict[str, str]) -> None:
    found = (await client.get("/v1/claims", params={"q": "Troops", "stance": "denies"})).json()
    assert [claim["id"] for claim in found["claims"]] == [clash["denial"]]
    assert found["claims"][0]["document"]["source"] == "a.example"


async def test_clashes_are_exported_one_a_line(client: httpx.AsyncClient, clash: dict[str, str]) -> None:
    response = await client.get("/v1/clashes", params={"format": "jsonl"})
    assert response.headers["content-type"].startswith("application/jsonl")
    assert [json.loads(line)["id"] for line in response.text.splitlines()] == [clash["id"]]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/x-ndjson, application/json;q=0.5", "application/jsonl"),
        ("text/html, */*", "application/json"),
    ],
)
async def test_an_export_may_be_asked_for_by_what_is_accepted(
    client: httpx.AsyncClient, accept: str, media_type: str
) -> None:
    response = await client.get("/v1/clashes", headers={"accept": accept})
    assert response.headers["content-type"] == media_type


async def test_a_spreadsheet_gets_no_formula(client: httpx.AsyncClient, clash: dict[str, str]) -> None:
    response = await client.get("/v1/clashes", params={"format": "csv"})
    [row] = csv.DictReader(io.StringIO(response.text))
    assert row["id"] == clash["id"]
    assert row["first_publisher"] == "a.example"
    assert row["second_speaker"] == "'=Observers"


@pytest.mark.parametrize("verdict", [None, "dismissed"])
async def test_a_clash_nobody_confirmed_has_no_review_to_draft(
    client: httpx.AsyncClient, clash: dict[str, str], verdict: str | None
) -> None:
    if verdict:
        await client.post(f"/v1/clashes/{clash['id']}/reviews", json={"verdict": verdict})
    assert (await client.get(f"/v1/clashes/{clash['id']}/claim-review")).status_code == 409


async def test_a_resolution_drafts_a_review_of_the_side_that_was_wrong(
    client: httpx.AsyncClient, clash: dict[str, str]
) -> None:
    body = {"verdict": "resolved", "right_side": clash["report"], "reason": "Satellite images.", "reviewer": "ada"}
    await client.post(f"/v1/clashes/{clash['id']}/reviews", json=body)
    response = await client.get(f"/v1/clashes/{clash['id']}/claim-review")
    assert response.headers["content-type"] == "application/ld+json"
    draft = response.json()
    assert draft["@type"] == "ClaimReview"
    assert draft["creativeWorkStatus"] == "Draft"
    assert draft["claimReviewed"] == "Ministry denied this: Troops left"
    assert draft["reviewRating"]["alternateName"] == "Wrong"
    assert draft["itemReviewed"]["author"]["name"] == "Ministry"
    assert draft["itemReviewed"]["appearance"]["url"] == "https://a.example/1"


async def test_a_confirmed_clash_is_drafted_as_disputed(client: httpx.AsyncClient, clash: dict[str, str]) -> None:
    await client.post(f"/v1/clashes/{clash['id']}/reviews", json={"verdict": "confirmed"})
    draft = (await client.get(f"/v1/clashes/{clash['id']}/claim-review")).json()
    assert draft["reviewRating"] == {"@type": "Rating", "alternateName": "Disputed"}


async def test_a_draft_points_to_the_review_and_is_signed_by_the_newsroom(
    world: World, connect: Callable[[World], httpx.AsyncClient], client: httpx.AsyncClient, clash: dict[str, str]
) -> None:
    path = f"/v1/clashes/{clash['id']}"
    await client.post(f"{path}/reviews", json={"verdict": "confirmed", "reviewer": "ada"})
    draft = (await client.get(f"{path}/claim-review")).json()
    assert draft["url"] == f"http://127.0.0.1:8080/clashes/{clash['id']}"
    assert draft["author"] == {"@type": "Person", "name": "ada"}
    world.publishing = Publishing("Harbor Post", "https://desk.example/")
    draft = (await connect(world).get(f"{path}/claim-review")).json()
    assert draft["url"] == f"https://desk.example/clashes/{clash['id']}"
    assert draft["author"] == {"@type": "Organization", "name": "Harbor Post"}


async def test_trust_indicators_tell_each_item_of_the_verdict_on_its_own_claim(
    client: httpx.AsyncClient, clash: dict[str, str]
) -> None:
    path = f"/v1/clashes/{clash['id']}"
    assert (await client.get(f"{path}/trust-indicators")).status_code == 409
    await client.post(f"{path}/reviews", json={"verdict": "resolved", "right_side": clash["report"]})
    denial, report = (await client.get(f"{path}/trust-indicators")).json()["items"]
    assert [indicator["title"] for indicator in denial["trustIndicators"]] == [
        "Wrong: Ministry denied this: Troops left"
    ]
    assert [indicator["title"] for indicator in report["trustIndicators"]] == ["Right: Troops left"]
    assert denial["trustIndicators"][0]["href"].endswith(f"/clashes/{clash['id']}")
    assert denial["uri"] == "https://a.example/1"
    assert [other["uri"] for other in denial["associations"]] == [report["uri"]]


async def test_a_source_gets_other_names_and_a_parent(client: httpx.AsyncClient) -> None:
    body = {"aliases": ["Defence Ministry"], "parent": "speaker:government"}
    response = await client.put("/v1/sources/speaker:ministry/aliases", json=body)
    assert response.json() == {"source": "speaker:ministry", **body}


async def test_an_override_answers_with_the_source_as_it_stands(client: httpx.AsyncClient) -> None:
    body = {"mean": 0.2, "reason": "Known to invent", "editor": "ada"}
    response = await client.post("/v1/sources/speaker:ministry/overrides", json=body)
    assert response.status_code == 200
    assert response.json()["source_id"] == "speaker:ministry"


@pytest.mark.parametrize(
    ("path", "method", "body", "field"),
    [
        ("overrides", "POST", {"mean": 2, "reason": "r"}, "mean"),
        ("overrides", "POST", {"reason": "r"}, "mean"),
        ("overrides", "POST", {"mean": 0.5}, "reason"),
        ("overrides", "POST", {"mean": 0.5, "reason": " "}, "reason"),
        ("aliases", "PUT", {}, "aliases"),
        ("aliases", "PUT", {"aliases": [""]}, "aliases[0]"),
        ("aliases", "PUT", {"aliases": ["a\nb"]}, "aliases[0]"),
    ],
)
async def test_what_makes_no_sense_for_a_source_is_refused(
    client: httpx.AsyncClient, path: str, method: str, body: dict[str, object], field: str
) -> None:
    response = await client.request(method, f"/v1/sources/speaker:x/{path}", json=body)
    assert (response.status_code, response.json()["errors"][0]["field"]) == (422, field)


async def test_sources_are_503_while_their_service_is_away(world: World, client: httpx.AsyncClient) -> None:
    world.reliability.failure = ServiceError(ErrorKind.UNAVAILABLE, "away", reason="AWAY")
    for path in ("/v1/sources/speaker:x", "/v1/sources/speaker:x/outcomes"):
        assert (await client.get(path)).status_code == 503
