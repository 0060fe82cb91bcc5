"""Thresholds of calls and of keys, and what is kept for how long."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest

from gateway.domain.access import KeyRing, read_keys
from gateway.domain.clashes import HistoryEntry, State, StoredClash
from gateway.domain.retain_documents import RetainDocuments
from tests.unit.gateway.conftest import World
from tests.unit.gateway.test_access import bearer, entry

STORY = {"documents": [{"text": "Ministry denies Troops left"}, {"text": "Observers asserts Troops left"}]}
KEY, OTHER = bearer("k"), bearer("other")


@pytest.fixture
def client(world: World, connect: Callable[[World], httpx.AsyncClient]) -> httpx.AsyncClient:
    entries = [entry("k", "north", "check+read+admin", "k"), entry("o", "south", "admin", "other")]
    world.key_ring = KeyRing(read_keys(entries))
    return connect(world)


async def path_of(client: httpx.AsyncClient) -> str:
    keys = (await client.get("/v1/keys", headers=KEY)).json()["keys"]
    return f"/v1/keys/{keys[0]['id']}/thresholds"


async def check(client: httpx.AsyncClient, **more: Any) -> tuple[int, int]:
    """How many clashes and unsure pairs there are; the finder's only pair has .9."""
    answer = (await client.post("/v1/checks", json={**STORY, **more}, headers=KEY)).json()
    return len(answer["clashes"]), len(answer["unsure"])


def opened(world: World) -> int:
    return [event.type for event in world.unit_of_work.of("north").events.rows].count("clash.opened")


async def test_a_call_brings_its_own_thresholds(client: httpx.AsyncClient, world: World) -> None:
    assert await check(client, thresholds={"clash": 0.95}) == (0, 1)
    assert opened(world) == 0
    assert await check(client, thresholds={"clash": 0.85, "unsure": 0.2}) == (1, 0)
    assert (world.finder.asked[-1].thresholds.clash, world.finder.asked[-1].thresholds.unsure) == (0.85, 0.2)
    assert opened(world) == 1


async def test_the_threshold_of_a_key_governs_what_opens_a_clash_now_and_later(
    client: httpx.AsyncClient, world: World
) -> None:
    path = await path_of(client)
    assert (await client.put(path, json={"clash": 0.95}, headers=KEY)).json() == {"clash": 0.95, "unsure": None}
    assert await check(client) == (0, 1)
    await client.post("/v1/documents", json=STORY, headers=KEY)
    while await world.run_jobs.next():
        pass
    assert opened(world) == 0
    assert await check(client, thresholds={"clash": 0.9}) == (1, 0)
    await client.put(path, json={}, headers=KEY)
    assert (await client.get(path, headers=KEY)).json() == {"clash": None, "unsure": None}
    assert await check(client) == (1, 0)


async def test_setting_thresholds_stands_in_the_audit_log(client: httpx.AsyncClient) -> None:
    path = await path_of(client)
    for clash in (0.7, 0.8):
        await client.put(path, json={"clash": clash}, headers=KEY)
    entries = (await client.get("/v1/audit", headers=KEY)).json()["entries"]
    assert [(e["before"]["clash"], e["after"]["clash"]) for e in entries] == [(0.7, 0.8), (None, 0.7)]


async def test_thresholds_of_no_key_or_anothers_are_404(client: httpx.AsyncClient) -> None:
    path = await path_of(client)
    for other in (path, "/v1/keys/key_none/thresholds"):
        assert (await client.get(other, headers=OTHER)).status_code == 404
        assert (await client.put(other, json={"clash": 0.9}, headers=OTHER)).status_code == 404


@pytest.mark.parametrize(
    ("thresholds", "field"),
    [
        ({"clash": 0}, "thresholds.clash"),
        ({"clash": 1.1}, "thresholds.clash"),
        ({"clash": 0.5, "unsure": 0.6}, "thresholds.unsure"),
        ("high", "thresholds"),
    ],
)
async def test_thresholds_that_make_no_sense_are_refused(
    client: httpx.AsyncClient, thresholds: object, field: str
) -> None:
    answer = await client.post("/v1/checks", json={**STORY, "thresholds": thresholds}, headers=KEY)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


def reviewed(stored: StoredClash, number: int) -> StoredClash:
    state = State.DISMISSED if number % 10 == 0 else State.CONFIRMED
    clash = replace(stored.clash, id=f"cls_{number}", probability=0.6 + number / 1_000)
    decided = HistoryEntry(stored.opened_at, State.OPEN, state, "ada", "")
    return replace(stored, clash=clash).moved(decided)


async def test_a_proposal_shows_its_effect_before_it_applies(client: httpx.AsyncClient, world: World) -> None:
    await check(client)
    clashes = world.unit_of_work.of("north").clashes
    (stored,) = clashes.rows.values()
    for number in range(1, 101):
        clashes.put(reviewed(stored, number))
    path, goal = await path_of(client), {"alerts_per_day": 60, "precision": 0.8}
    answer = (await client.get(f"{path}/proposal", params=goal, headers=KEY)).json()
    assert answer["verdict"] == "proposed"
    assert (answer["present"]["threshold"], answer["present"]["alerts_per_day"]) == (None, 101.0)
    assert answer["proposed"]["alerts_per_day"] <= 60
    assert answer["proposed"]["precision_low"] >= 0.8
    assert (await client.get(path, headers=KEY)).json()["clash"] is None
    threshold = answer["proposed"]["threshold"]
    await client.put(path, json={"clash": threshold}, headers=KEY)
    again = (await client.get(f"{path}/proposal", params=goal, headers=KEY)).json()
    assert again["present"] == answer["proposed"]


async def test_documents_are_erased_once_they_have_been_kept_long_enough(
    client: httpx.AsyncClient, world: World
) -> None:
    await check(client)
    retain = RetainDocuments(world.unit_of_work, world.clock, days=30, most_per_pass=1)
    records = world.unit_of_work.of("north")
    await retain()
    assert len(records.documents.rows) == 2
    world.clock.seconds = 30 * 86_400 + 1
    await retain()
    assert len(world.unit_of_work.of("north").documents.rows) == 1
    await retain()
    records = world.unit_of_work.of("north")
    assert (records.documents.rows, records.clashes.rows) == ({}, {})
    told = [(entry.action, entry.after["documents"]) for entry in records.audit.rows]
    assert told == [("retention.erased", 1), ("retention.erased", 1)]
