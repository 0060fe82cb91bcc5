"""Every route of the description, asked with every scope and by another tenant."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from gateway.domain.access import KeyRing, Scope, read_keys
from tests.unit.gateway.conftest import World
from tests.unit.gateway.test_access import bearer, entry

DESCRIPTION = json.loads((Path(__file__).parents[3] / "docs" / "openapi.json").read_text(encoding="utf-8"))
OPERATIONS = [
    (method, path)
    for path, operations in DESCRIPTION["paths"].items()
    for method in operations
    if method != "parameters"
]
NAME = "Zarnovia"
STORY = {
    "documents": [
        {"id": "north-denial", "text": f"Ministry denies {NAME} left", "source": "north-a.example"},
        {"id": "north-report", "text": f"Observers asserts {NAME} left", "source": "north-b.example"},
    ]
}
OPEN_TO_ALL = {("get", "/healthz"), ("get", "/readyz")}
NEEDED = {
    ("post", "/v1/checks"): Scope.CHECK,
    ("post", "/v1/documents"): Scope.CHECK,
    ("post", "/v1/clashes/{clash_id}/reviews"): Scope.REVIEW,
    ("delete", "/v1/documents/{document_id}"): Scope.ADMIN,
    ("get", "/v1/audit"): Scope.ADMIN,
}
BODIES: dict[str, Any] = {
    "/v1/checks": STORY,
    "/v1/documents": STORY,
    "/v1/clashes/{clash_id}/reviews": {"verdict": "confirmed"},
    "/v1/keys": {"name": "n", "scopes": ["read"]},
    "/v1/webhooks": {"url": "https://receiver.example/"},
    "/v1/webhooks/{webhook_id}/replays": {"after_event_id": "0"},
}
QUERIES = {"/v1/keys/{key_id}/thresholds/proposal": {"alerts_per_day": 1, "precision": 0.5}}


def needed(method: str, path: str) -> Scope:
    """Reading needs read; whatever else changes something, and all of keys and webhooks, is for admins."""
    reads = method == "get" and not path.startswith(("/v1/keys", "/v1/webhooks"))
    return NEEDED.get((method, path), Scope.READ if reads else Scope.ADMIN)


def body_of(method: str, path: str) -> dict[str, Any]:
    takes_one = "requestBody" in DESCRIPTION["paths"][path][method]
    return {"json": BODIES.get(path, {})} if takes_one else {}


@pytest.fixture
def client(world: World, connect: Callable[[World], httpx.AsyncClient]) -> httpx.AsyncClient:
    all_scopes = "+".join(Scope)
    entries = [entry(scope, "north", scope, f"k-{scope}") for scope in Scope]
    entries += [entry("all", "north", all_scopes, "k-north"), entry("all", "south", all_scopes, "k-south")]
    world.key_ring = KeyRing(read_keys(entries))
    return connect(world)


async def ask(client: httpx.AsyncClient, method: str, path: str, key: str, ids: Mapping[str, str]) -> httpx.Response:
    written = re.sub(r"{(\w+)}", lambda name: ids.get(name[1], "none"), path)
    if path == "/v1/events":
        # a stream that goes on has no end to wait for: an id that is none shows who is let in
        return await client.get(written, headers={**bearer(key), "last-event-id": "none"})
    query = QUERIES.get(path, {})
    return await client.request(method, written, params=query, headers=bearer(key), **body_of(method, path))


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=str)
async def test_a_route_lets_in_the_scope_it_needs_and_no_other(
    client: httpx.AsyncClient, method: str, path: str
) -> None:
    codes = {scope: (await ask(client, method, path, f"k-{scope}", {})).status_code for scope in Scope}
    stranger = (await ask(client, method, path, "k-nobody", {})).status_code
    if (method, path) in OPEN_TO_ALL:
        assert {*codes.values(), stranger} <= {200, 503}
        return
    let_in = {scope for scope, code in codes.items() if code != 403}
    assert (let_in, stranger) == ({needed(method, path)}, 401)
    assert not {401, 500} & set(codes.values())


async def objects_of_north(client: httpx.AsyncClient, world: World) -> dict[str, str]:
    """One object of every sort, by the name its id has in paths."""
    headers = bearer("k-north")
    check = (await client.post("/v1/checks", json=STORY, headers=headers)).json()
    later = {"documents": [{**document, "id": f"{document['id']}-later"} for document in STORY["documents"]]}
    operation = (await client.post("/v1/documents", json=later, headers=headers)).json()
    while await world.run_jobs.next():
        pass
    clash_id = check["clashes"][0]["id"]
    verdict = {"verdict": "resolved", "right_side": None, "reason": NAME}
    await client.post(f"/v1/clashes/{clash_id}/reviews", json=verdict, headers=headers)
    receiver = {"url": "https://receiver.example/", "description": NAME}
    webhook = (await client.post("/v1/webhooks", json=receiver, headers=headers)).json()
    ping = (await client.post(f"/v1/webhooks/{webhook['id']}/pings", headers=headers)).json()
    key = (await client.post("/v1/keys", json={"name": NAME, "scopes": ["read"]}, headers=headers)).json()
    return {
        "check_id": check["id"],
        "clash_id": clash_id,
        "document_id": "north-denial",
        "operation_id": operation["id"],
        "key_id": key["id"],
        "webhook_id": webhook["id"],
        "delivery_id": ping["id"],
        "source_id": "domain:north-a.example",
    }


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=str)
async def test_another_tenant_sees_and_changes_nothing(
    client: httpx.AsyncClient, world: World, method: str, path: str
) -> None:
    ids = await objects_of_north(client, world)
    before = repr(world.unit_of_work.of("north"))
    answer = await ask(client, method, path, "k-south", ids)
    told = answer.text if method == "get" else ""
    assert [value for name, value in ids.items() if name != "source_id" and value in told] == []
    assert NAME not in told
    assert repr(world.unit_of_work.of("north")) == before
    name = re.search(r"{(\w+)}", path)
    if name and name[1] != "source_id" and path not in BODIES:
        assert answer.status_code in {404, 422}


async def test_the_owner_does_see_them(client: httpx.AsyncClient, world: World) -> None:
    ids = await objects_of_north(client, world)
    listed = [
        path for method, path in OPERATIONS if method == "get" and path in {"/v1/clashes", "/v1/claims", "/v1/keys"}
    ]
    assert len(listed) == 3
    for path in listed:
        assert NAME in (await ask(client, "get", path, "k-north", ids)).text
    single = [path for method, path in OPERATIONS if method == "get" and re.fullmatch(r"/v1/\w+/{(?!key)\w+}", path)]
    for path in single:
        assert (await ask(client, "get", path, "k-north", ids)).status_code == 200


async def test_an_idempotency_key_of_one_tenant_is_none_of_anothers(client: httpx.AsyncClient) -> None:
    key = {"idempotency-key": "same"}
    first = await client.post("/v1/checks", json=STORY, headers={**bearer("k-north"), **key})
    other = await client.post("/v1/checks", json=STORY, headers={**bearer("k-south"), **key})
    assert "idempotency-replayed" not in other.headers
    assert first.json()["id"] != other.json()["id"]
    reader = await client.post("/v1/checks", json=STORY, headers={**bearer("k-read"), **key})
    assert reader.status_code == 403
