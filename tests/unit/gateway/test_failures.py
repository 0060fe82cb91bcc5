from collections.abc import Callable

import httpx
import pytest

from service_kit.errors import ErrorKind, ServiceError
from tests.unit.gateway.conftest import FakeNeighbour, World

STORY = {"documents": [{"text": "Ministry denies Troops left"}, {"text": "Observers asserts Troops left"}]}


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (ErrorKind.INVALID, 422),
        (ErrorKind.NOT_FOUND, 404),
        (ErrorKind.CONFLICT, 409),
        (ErrorKind.OVERLOADED, 429),
        (ErrorKind.UNAVAILABLE, 503),
        (ErrorKind.TIMED_OUT, 504),
        (ErrorKind.INTERNAL, 500),
    ],
)
async def test_every_kind_of_failure_becomes_its_status(
    world: World, client: httpx.AsyncClient, kind: ErrorKind, status: int
) -> None:
    world.extractor.failure = ServiceError(kind, "it did not work", reason="TEST")
    response = await client.post("/v1/checks", json=STORY)
    assert response.status_code == response.json()["status"] == status
    assert response.json()["type"] == "urn:clashwire:problem:test"
    assert ("retry-after" in response.headers) == (status in (429, 503))


async def test_an_overloaded_contradiction_service_is_429_with_a_pause(world: World, client: httpx.AsyncClient) -> None:
    world.finder.failure = ServiceError(ErrorKind.OVERLOADED, "queue full", reason="QUEUE_FULL")
    response = await client.post("/v1/checks", json=STORY)
    assert (response.status_code, response.headers["retry-after"]) == (429, "2")


async def test_an_unexpected_failure_is_a_problem_that_tells_nothing(world: World, client: httpx.AsyncClient) -> None:
    world.extractor.failure = ValueError("quotes a document")  # type: ignore[assignment]
    response = await client.post("/v1/checks", json=STORY)
    assert response.status_code == 500
    assert "quotes" not in response.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/nothing", 404),
        ("GET", "/v1/checks/chk_none", 404),
        ("GET", "/v1/clashes/cls_none", 404),
        ("GET", "/v1/documents/none", 404),
        ("DELETE", "/v1/documents/a/b", 404),
        ("PUT", "/v1/checks", 405),
        ("GET", "/v1/clashes?page_size=0", 422),
        ("GET", "/v1/clashes?page_size=501", 422),
        ("GET", "/v1/clashes?kind=quarrel", 422),
        ("GET", "/v1/clashes?state=shut", 422),
        ("GET", "/v1/clashes?least_severity=2", 422),
        ("GET", "/v1/clashes?opened_from=monday", 422),
    ],
)
async def test_failures_of_every_route_are_problems(
    client: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    response = await client.request(method, path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PATCH", "/v1/documents/a/b", "DELETE, GET"),
        ("GET", "/v1/sources/speaker:x/aliases", "PUT"),
        ("GET", "/v1/sources/a/b/overrides", "POST"),
        ("DELETE", "/v1/checks", "POST"),
        ("POST", "/openapi.json", "GET, HEAD"),
    ],
)
async def test_a_405_names_every_method_of_the_path(
    client: httpx.AsyncClient, method: str, path: str, allowed: str
) -> None:
    response = await client.request(method, path)
    assert (response.status_code, ", ".join(sorted(response.headers["allow"].split(", ")))) == (405, allowed)


async def test_the_callers_request_id_is_kept_and_an_unsafe_one_replaced(client: httpx.AsyncClient) -> None:
    kept = await client.get("/healthz", headers={"x-request-id": "desk-17"})
    assert kept.headers["x-request-id"] == "desk-17"
    replaced = await client.get("/healthz", headers={"x-request-id": "no spaces allowed"})
    assert replaced.headers["x-request-id"].startswith("req_")


async def test_not_ready_names_what_is_waited_for(world: World, client: httpx.AsyncClient) -> None:
    world.readiness.missing = ["nli-contradiction"]
    response = await client.get("/readyz")
    assert response.status_code == 503
    assert "nli-contradiction" in response.json()["detail"]
    assert (await client.get("/healthz")).status_code == 200


async def test_status_is_degraded_while_a_neighbour_is_away(
    world: World, connect: Callable[[World], httpx.AsyncClient]
) -> None:
    world.neighbours = [FakeNeighbour("claim-extraction"), FakeNeighbour("source-reliability", serving=False)]
    status = (await connect(world).get("/v1/status")).json()
    assert status["status"] == "degraded"
    assert {"part": "source-reliability", "status": "unavailable"} in status["parts"]
