import asyncio
from collections.abc import Callable
from dataclasses import replace

import httpx
import pytest

from service_kit.errors import ErrorKind, ServiceError
from tests.unit.gateway.conftest import World

STORY = {"documents": [{"id": "d", "text": "Ministry denies Troops left"}]}
OTHER = {"documents": [{"id": "d", "text": "Ministry asserts Troops left"}]}
KEY = {"idempotency-key": "story-1"}


async def test_a_repeated_request_is_worked_on_once_and_answered_the_same(
    world: World, client: httpx.AsyncClient
) -> None:
    first = await client.post("/v1/checks", json=STORY, headers=KEY)
    again = await client.post("/v1/checks", json=STORY, headers=KEY)
    assert first.json() == again.json()
    assert (first.status_code, again.status_code) == (200, 200)
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert len(world.extractor.asked) == 1


async def test_without_a_key_every_request_is_worked_on(world: World, client: httpx.AsyncClient) -> None:
    for _ in range(2):
        await client.post("/v1/checks", json=STORY)
    assert len(world.extractor.asked) == 2


async def test_another_request_under_the_same_key_is_422(client: httpx.AsyncClient) -> None:
    await client.post("/v1/checks", json=STORY, headers=KEY)
    response = await client.post("/v1/checks", json=OTHER, headers=KEY)
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "Idempotency-Key"


async def test_a_repeat_while_the_first_is_worked_on_is_409(world: World, client: httpx.AsyncClient) -> None:
    world.extractor.gate.clear()
    first = asyncio.create_task(client.post("/v1/checks", json=STORY, headers=KEY))
    await world.extractor.entered.wait()
    response = await client.post("/v1/checks", json=STORY, headers=KEY)
    assert response.status_code == 409
    world.extractor.gate.set()
    assert (await first).status_code == 200


async def test_a_key_whose_worker_crashed_is_free_after_its_lease(world: World, client: httpx.AsyncClient) -> None:
    world.extractor.gate.clear()
    silent = asyncio.create_task(client.post("/v1/checks", json=STORY, headers=KEY))
    await world.extractor.entered.wait()
    world.clock.seconds = 61
    world.extractor.gate.set()
    assert (await client.post("/v1/checks", json=STORY, headers=KEY)).status_code == 200
    await silent


async def test_a_failure_leaves_the_key_free(world: World, client: httpx.AsyncClient) -> None:
    world.extractor.failure = ServiceError(ErrorKind.UNAVAILABLE, "away", reason="AWAY")
    assert (await client.post("/v1/checks", json=STORY, headers=KEY)).status_code == 503
    world.extractor.failure = None
    assert (await client.post("/v1/checks", json=STORY, headers=KEY)).status_code == 200


async def test_a_key_is_forgotten_after_its_time(world: World, client: httpx.AsyncClient) -> None:
    await client.post("/v1/checks", json=STORY, headers=KEY)
    world.clock.seconds = 3601
    assert (await client.post("/v1/checks", json=OTHER, headers=KEY)).status_code == 200


async def test_a_repeated_review_is_answered_with_its_tag(client: httpx.AsyncClient) -> None:
    story = {"documents": [{"text": "Ministry denies Troops left"}, {"text": "Observers asserts Troops left"}]}
    clash = (await client.post("/v1/checks", json=story)).json()["clashes"][0]
    path = f"/v1/clashes/{clash['id']}/reviews"
    answers = [await client.post(path, json={"verdict": "confirmed"}, headers=KEY) for _ in range(2)]
    assert {answer.headers["etag"] for answer in answers} == {'"2"'}


@pytest.mark.parametrize("key", ["", "a b", "x" * 256, "k\u00e9y"])
async def test_a_malformed_key_is_refused(client: httpx.AsyncClient, key: str) -> None:
    response = await client.post("/v1/checks", json=STORY, headers={b"idempotency-key": key.encode()})
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "Idempotency-Key"


async def test_a_key_is_held_as_long_as_its_request_is_worked_on(
    world: World, connect: Callable[[World], httpx.AsyncClient]
) -> None:
    world.idempotency_lease_seconds = 0.03
    client = connect(world)
    world.extractor.gate.clear()
    first = asyncio.create_task(client.post("/v1/checks", json=STORY, headers=KEY))
    await world.extractor.entered.wait()
    world.clock.seconds = 1
    while world.unit_of_work.of("default").saved_requests.rows["story-1"].started_at < world.clock.now():
        await asyncio.wait({first}, timeout=0.01)
    assert (await client.post("/v1/checks", json=STORY, headers=KEY)).status_code == 409
    world.extractor.gate.set()
    assert (await first).status_code == 200


async def test_another_request_under_the_key_of_a_crashed_one_is_still_422(
    world: World, client: httpx.AsyncClient
) -> None:
    world.extractor.gate.clear()
    silent = asyncio.create_task(client.post("/v1/checks", json=STORY, headers=KEY))
    await world.extractor.entered.wait()
    world.clock.seconds = 61
    assert (await client.post("/v1/checks", json=OTHER, headers=KEY)).status_code == 422
    world.extractor.gate.set()
    await silent


async def test_documents_accepted_before_a_crash_are_not_accepted_again(
    world: World, client: httpx.AsyncClient
) -> None:
    first = await client.post("/v1/documents", json=STORY, headers=KEY)
    requests = world.unit_of_work.of("default").saved_requests
    requests.rows["story-1"] = replace(requests.rows["story-1"], answer=None)
    world.clock.seconds = 61
    again = await client.post("/v1/documents", json=STORY, headers=KEY)
    assert again.json() == first.json()
    assert len(world.unit_of_work.of("default").jobs.rows) == 1
