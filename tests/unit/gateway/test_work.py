"""Accepting documents, and working on them later."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.domain.work import Job, JobFailure, JobState, Operation, RetryPolicy
from service_kit.errors import ErrorKind, ServiceError
from tests.fakes.clock import FakeClock
from tests.unit.gateway.conftest import World

STORIES = {
    "documents": [
        {"id": "denial", "text": "Ministry denies Troops left"},
        {"id": "report", "text": "Observers asserts Troops left"},
    ]
}


async def accept(client: httpx.AsyncClient, body: dict[str, object] | None = None) -> str:
    response = await client.post("/v1/documents", json=body or STORIES)
    assert response.status_code == 202
    location = response.headers["location"]
    assert location == f"/v1/operations/{response.json()['id']}"
    return str(location)


async def run_all(world: World) -> None:
    while await world.run_jobs.next():
        pass


async def test_documents_are_stored_at_once_and_checked_later(world: World, client: httpx.AsyncClient) -> None:
    location = await accept(client)
    assert (await client.get("/v1/documents/denial")).status_code == 200
    assert (await client.get(location)).json()["state"] == "waiting"
    await run_all(world)
    operation = (await client.get(location)).json()
    assert operation["state"] == "done"
    checks = [(await client.get(f"/v1/checks/{job['check_id']}")).json() for job in operation["jobs"]]
    assert [len(check["clashes"]) for check in checks] == [0, 1]


async def test_a_failing_neighbour_is_tried_again_later_and_later(world: World, client: httpx.AsyncClient) -> None:
    location = await accept(client, {"documents": STORIES["documents"][:1]})
    world.extractor.failure = ServiceError(ErrorKind.UNAVAILABLE, "away", reason="AWAY")
    await run_all(world)
    [job] = (await client.get(location)).json()["jobs"]
    assert (job["state"], job["attempts"], job["failure"]["reason"]) == ("waiting", 1, "AWAY")
    assert not await world.run_jobs.next()
    world.extractor.failure = None
    world.clock.seconds = 1
    await run_all(world)
    assert (await client.get(location)).json()["state"] == "done"


async def test_what_fails_too_often_is_parked_listed_counted_and_can_be_tried_again(
    world: World, client: httpx.AsyncClient
) -> None:
    location = await accept(client)
    world.extractor.failure = ServiceError(ErrorKind.UNAVAILABLE, "away", reason="AWAY")
    for _ in range(3):
        await run_all(world)
        world.clock.seconds += 1_000
    listed = (await client.get("/v1/operations", params={"state": "parked"})).json()
    assert [job["document_id"] for job in listed["jobs"]] == ["report", "denial"]
    assert listed["counts"] == {"waiting": 0, "running": 0, "done": 0, "parked": 2}
    assert (await client.get(location)).json()["state"] == "parked"
    world.extractor.failure = None
    assert (await client.post(f"{location}/retries")).json()["state"] == "waiting"
    await run_all(world)
    assert (await client.get(location)).json()["state"] == "done"


async def parked(world: World, client: httpx.AsyncClient) -> str:
    """The operation of two documents that are refused."""
    location = await accept(client)
    world.extractor.failure = ServiceError(ErrorKind.INVALID, "no", reason="NO")
    world.clock.seconds += 60
    await run_all(world)
    world.extractor.failure = None
    return location


async def test_a_list_tells_when_work_came_and_when_and_why_it_failed_but_no_text(
    world: World, client: httpx.AsyncClient
) -> None:
    await parked(world, client)
    listed = await client.get("/v1/operations", params={"state": "parked"})
    job = listed.json()["jobs"][0]
    assert (job["created_at"], job["attempts"]) == ("2026-03-02T09:00:00Z", 1)
    assert job["failure"] == {"reason": "NO", "detail": "no", "at": "2026-03-02T09:01:00Z"}
    assert "Troops" not in listed.text


async def test_one_document_of_an_operation_is_tried_again(world: World, client: httpx.AsyncClient) -> None:
    location = await parked(world, client)
    retried = (await client.post(f"{location}/retries", params={"document_id": "report"})).json()
    assert {job["document_id"]: (job["state"], job["attempts"]) for job in retried["jobs"]} == {
        "denial": ("parked", 1),
        "report": ("waiting", 0),
    }
    unknown = await client.post(f"{location}/retries", params={"document_id": "none"})
    assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (404, "document_id")


async def test_all_that_is_parked_is_tried_again_and_the_audit_log_tells_who_did_it(
    world: World, client: httpx.AsyncClient
) -> None:
    locations = [await parked(world, client) for _ in range(2)]
    assert (await client.post("/v1/operations/retries")).json() == {"jobs": 4}
    assert (await client.post("/v1/operations/retries")).json() == {"jobs": 0}
    await run_all(world)
    assert {(await client.get(location)).json()["state"] for location in locations} == {"done"}
    [entry] = (await client.get("/v1/audit")).json()["entries"]
    assert (entry["action"], entry["subject"], entry["before"]["parked"]) == ("work.retried", "parked", 4)


async def test_what_is_refused_is_parked_at_once(world: World, client: httpx.AsyncClient) -> None:
    location = await accept(client)
    world.extractor.failure = ServiceError(ErrorKind.INVALID, "no", reason="NO")
    await run_all(world)
    assert {job["attempts"] for job in (await client.get(location)).json()["jobs"]} == {1}
    assert world.reported == ["parked", "parked"]


async def test_an_unexpected_failure_does_not_stop_the_worker_and_quotes_nothing(
    world: World, client: httpx.AsyncClient
) -> None:
    location = await accept(client)
    world.extractor.failure = ValueError("quotes a document")  # type: ignore[assignment]
    await run_all(world)
    failures = [job["failure"] for job in (await client.get(location)).json()["jobs"]]
    assert [(failure["reason"], failure["detail"]) for failure in failures] == [("INTERNAL", "ValueError")] * 2


async def test_a_worker_that_is_stopped_gives_its_work_back(world: World, client: httpx.AsyncClient) -> None:
    location = await accept(client, {"documents": STORIES["documents"][:1]})
    world.extractor.gate.clear()
    working = asyncio.create_task(world.run_jobs.next())
    await world.extractor.entered.wait()
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    [job] = (await client.get(location)).json()["jobs"]
    assert (job["state"], job["attempts"]) == ("waiting", 0)


async def test_a_worker_that_lost_its_lease_stores_nothing(world: World, client: httpx.AsyncClient) -> None:
    location = await accept(client, {"documents": STORIES["documents"][:1]})
    world.extractor.gate.clear()
    slow = asyncio.create_task(world.run_jobs.next())
    await world.extractor.entered.wait()
    world.clock.seconds = 61
    world.extractor.gate.set()
    assert await world.run_jobs.next()
    await slow
    assert len(world.unit_of_work.of("default").checks.rows) == 1
    assert (await client.get(location)).json()["state"] == "done"


async def test_a_check_of_a_newer_version_takes_the_place_of_work_that_waits(
    world: World, client: httpx.AsyncClient
) -> None:
    location = await accept(client, {"documents": STORIES["documents"][:1]})
    newer = {"documents": [{"id": "denial", "text": "Ministry asserts Troops left"}]}
    check = (await client.post("/v1/checks", json=newer)).json()
    await run_all(world)
    [job] = (await client.get(location)).json()["jobs"]
    assert (job["state"], job["check_id"]) == ("done", check["id"])
    assert (await client.get("/v1/documents/denial")).json()["text"] == "Ministry asserts Troops left"


@pytest.mark.parametrize(
    ("documents", "status", "field"),
    [
        ([], 422, "documents"),
        ([{"text": " "}], 422, "documents[0].text"),
        ([{"id": "a", "text": "x"}, {"id": "a", "text": "y"}], 422, "documents[1].id"),
        ([{"text": "x"}] * 101, 413, "documents"),
        ([{"text": "x"}, {"text": "x" * 100_001}], 413, "documents[1].text"),
    ],
)
async def test_what_cannot_be_accepted_is_refused_and_nothing_is_stored(
    world: World, client: httpx.AsyncClient, documents: list[dict[str, str]], status: int, field: str
) -> None:
    response = await client.post("/v1/documents", json={"documents": documents})
    assert (response.status_code, response.json()["errors"][0]["field"]) == (status, field)
    assert world.unit_of_work.of("default").jobs.rows == []


@pytest.mark.parametrize("path", ["/v1/operations/op_none", "/v1/operations/op_none/retries"])
async def test_an_operation_nobody_made_is_404(client: httpx.AsyncClient, path: str) -> None:
    method = "POST" if path.endswith("retries") else "GET"
    assert (await client.request(method, path)).status_code == 404


@given(attempts=st.integers(0, 10_000))
def test_pauses_never_shrink_and_never_exceed_the_longest(attempts: int) -> None:
    policy = RetryPolicy()
    assert timedelta(seconds=1) <= policy.pause(attempts) <= policy.pause(attempts + 1) <= timedelta(seconds=300)


@pytest.mark.parametrize(
    ("states", "state"),
    [
        (("waiting", "waiting"), "waiting"),
        (("waiting", "running"), "running"),
        (("waiting", "done"), "running"),
        (("parked", "waiting"), "waiting"),
        (("parked", "done"), "parked"),
        (("done", "done"), "done"),
    ],
)
def test_an_operation_stands_where_its_work_stands(states: tuple[str, ...], state: str) -> None:
    now = FakeClock().now()
    jobs = tuple(Job("t", "op", "d", None, now, now, state=JobState(each)) for each in states)
    assert Operation("op", jobs).state == state


def test_the_last_attempt_parks() -> None:
    now = FakeClock().now()
    job = Job("t", "op", "d", None, now, now, attempts=8)
    assert job.failed(JobFailure("R", "d"), now, RetryPolicy(), for_good=False).state is JobState.PARKED
