"""Rates and quotas of keys, as callers see them."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from gateway.domain.access import KeyLimits, KeyRing, read_keys
from service_kit.errors import ErrorKind, ServiceError
from tests.unit.gateway.conftest import World
from tests.unit.gateway.test_access import bearer, entry

STORY = {"documents": [{"text": "Ministry denies Troops left"}, {"text": "Observers asserts Troops left"}]}
CHARACTERS = sum(len(document["text"]) for document in STORY["documents"])
KEY = bearer("k")


@pytest.fixture
def limited(world: World, connect: Callable[[World], httpx.AsyncClient]) -> Callable[..., httpx.AsyncClient]:
    def limit(**limits: Any) -> httpx.AsyncClient:
        world.key_ring = KeyRing(read_keys([entry("k", "north", "check+read+admin", "k")]))
        world.limits_of_keys = KeyLimits(**limits)
        return connect(world)

    return limit


async def test_answers_tell_the_policy_and_what_is_left(limited: Callable[..., httpx.AsyncClient]) -> None:
    client = limited(requests_per_minute=60, documents_per_day=100)
    answer = await client.post("/v1/checks", json=STORY, headers=KEY)
    assert answer.headers["ratelimit-policy"] == '"requests";q=60;w=60, "documents";q=100;w=86400'
    assert answer.headers["ratelimit"] == '"requests";r=59;t=1, "documents";r=98;t=54000'


async def test_beyond_the_rate_it_is_429_with_when_to_come_again(limited: Callable[..., httpx.AsyncClient]) -> None:
    client = limited(requests_per_minute=2)
    answers = [await client.get("/v1/clashes", headers=KEY) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["retry-after"] == "30"
    assert answers[2].headers["ratelimit"] == '"requests";r=0;t=60'
    assert answers[2].json()["type"] == "urn:clashwire:problem:rate-limited"


async def test_a_wrong_key_is_401_and_counts_against_nobody(
    limited: Callable[..., httpx.AsyncClient], world: World
) -> None:
    client = limited(requests_per_minute=1)
    assert (await client.get("/v1/clashes", headers=bearer("wrong"))).status_code == 401
    assert world.usage.requests == {}


@pytest.mark.parametrize(
    ("limits", "unit"),
    [
        ({"checks_per_day": 1}, "1 checks"),
        ({"documents_per_day": 3}, "3 documents"),
        ({"characters_per_day": CHARACTERS + 1}, f"{CHARACTERS + 1} characters"),
    ],
)
async def test_beyond_a_quota_of_the_day_it_is_429_until_midnight(
    limited: Callable[..., httpx.AsyncClient], world: World, limits: dict[str, int], unit: str
) -> None:
    client = limited(**limits)
    answers = [await client.post("/v1/checks", json=STORY, headers=KEY) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert unit in answers[1].json()["detail"]
    assert answers[1].headers["retry-after"] == str(15 * 3600)
    world.clock.seconds = 15 * 3600
    assert (await client.post("/v1/checks", json=STORY, headers=KEY)).status_code == 200


async def test_a_request_larger_than_a_quota_takes_nothing(
    limited: Callable[..., httpx.AsyncClient], world: World
) -> None:
    client = limited(documents_per_day=1)
    assert (await client.post("/v1/checks", json=STORY, headers=KEY)).status_code == 429
    assert world.usage.taken == {}


async def test_a_check_that_fails_costs_nothing(limited: Callable[..., httpx.AsyncClient], world: World) -> None:
    client = limited(checks_per_day=1)
    world.extractor.failure = ServiceError(ErrorKind.UNAVAILABLE, "away", reason="AWAY")
    assert (await client.post("/v1/checks", json=STORY, headers=KEY)).status_code == 503
    world.extractor.failure = None
    assert (await client.post("/v1/checks", json=STORY, headers=KEY)).status_code == 200


async def test_a_repeat_under_an_idempotency_key_takes_nothing_from_the_quotas(
    limited: Callable[..., httpx.AsyncClient],
) -> None:
    client = limited(checks_per_day=1)
    headers = {**KEY, "idempotency-key": "once"}
    answers = [await client.post("/v1/checks", json=STORY, headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]


async def test_documents_for_later_count_as_one_check_each(limited: Callable[..., httpx.AsyncClient]) -> None:
    client = limited(checks_per_day=3)
    answers = [await client.post("/v1/documents", json=STORY, headers=KEY) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 429]


async def test_items_a_feed_repeats_cost_nothing(limited: Callable[..., httpx.AsyncClient]) -> None:
    client = limited(documents_per_day=3)

    async def poll(*numbers: int, **more: str) -> httpx.Response:
        items = [{"uri": f"urn:item:{number}", "text": f"Story {number}", **more} for number in numbers]
        return await client.post("/v1/documents", json={"documents": items}, headers=KEY)

    answers = [await poll(1), await poll(1, 2), await poll(1, 2), await poll(1, 2, 3), await poll(1, 2, 3)]
    assert {answer.status_code for answer in answers} == {202}
    assert [answer.headers["ratelimit"].split(";")[1] for answer in answers] == ["r=2", "r=1", "r=1", "r=0", "r=0"]
    assert (await poll(1, 2, 3, 4)).status_code == 429
    assert (await poll(2, pub_status="canceled")).status_code == 202


async def test_the_limits_of_a_key_go_before_those_of_the_settings(
    limited: Callable[..., httpx.AsyncClient],
) -> None:
    client = limited(requests_per_minute=100)
    tight, free = [
        (await client.post("/v1/keys", json={"name": "n", "scopes": ["read"], "limits": limits}, headers=KEY)).json()
        for limits in ({"requests_per_minute": 7}, {"requests_per_minute": 0})
    ]
    answer = await client.get("/v1/clashes", headers=bearer(tight["secret"]))
    assert answer.headers["ratelimit-policy"] == '"requests";q=7;w=60'
    assert "ratelimit" not in (await client.get("/v1/clashes", headers=bearer(free["secret"]))).headers


async def test_nobody_is_counted_where_there_are_no_keys(client: httpx.AsyncClient, world: World) -> None:
    world.limits_of_keys = KeyLimits(requests_per_minute=1, checks_per_day=1)
    assert "ratelimit" not in (await client.post("/v1/checks", json=STORY)).headers
    assert (world.usage.requests, world.usage.taken) == ({}, {})
