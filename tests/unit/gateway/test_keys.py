"""Keys made at run time: what opens what, and until when."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from gateway.domain.access import KeyRing, read_keys
from gateway.domain.documents import Document
from tests.unit.gateway.conftest import World
from tests.unit.gateway.test_access import bearer, entry

DAY = 86_400


@pytest.fixture
def client(world: World, connect: Callable[[World], httpx.AsyncClient]) -> httpx.AsyncClient:
    world.key_ring = KeyRing(read_keys([entry("first", "north", "check+read+review+admin", "k-first")]))
    return connect(world)


async def make(client: httpx.AsyncClient, admin: str = "k-first", **wanted: Any) -> dict[str, Any]:
    body = {"name": "wire", "scopes": ["read"], **wanted}
    answer = await client.post("/v1/keys", json=body, headers=bearer(admin))
    assert answer.status_code == 201
    return answer.json()


async def status(client: httpx.AsyncClient, secret: str, path: str = "/v1/clashes") -> int:
    return (await client.get(path, headers=bearer(secret))).status_code


async def test_a_key_that_was_made_opens_what_its_scopes_allow(client: httpx.AsyncClient) -> None:
    made = await make(client)
    assert await status(client, made["secret"]) == 200
    assert await status(client, made["secret"], "/v1/keys") == 403


async def test_the_secret_is_shown_once_and_stored_nowhere(client: httpx.AsyncClient, world: World) -> None:
    made = await make(client)
    listed = (await client.get("/v1/keys", headers=bearer("k-first"))).text
    stored = repr(world.unit_of_work.of("north"))
    rest = made["secret"].split("_", 2)[2]
    assert rest not in listed + stored
    assert made["secret_prefixes"][0] in made["secret"]


async def test_a_repeat_under_an_idempotency_key_makes_no_second_key_and_shows_no_secret(
    client: httpx.AsyncClient, world: World
) -> None:
    headers = {**bearer("k-first"), "idempotency-key": "make-wire"}
    body = {"name": "wire", "scopes": ["read"]}
    first, again = [(await client.post("/v1/keys", json=body, headers=headers)).json() for _ in range(2)]
    assert first["secret"].startswith("cw_")
    assert again == {**first, "secret": None}
    assert first["secret"] not in repr(world.unit_of_work.of("north").saved_requests)


@pytest.mark.parametrize(
    "wrong",
    ["", "cw_", "cw_0123456789ab_", "cw_0123456789ab_guess", "k-first-not", "cw_" + "é" * 12 + "_x", "x" * 5000],
)
async def test_what_is_no_secret_of_a_key_opens_nothing(client: httpx.AsyncClient, wrong: str) -> None:
    await make(client)
    answer = await client.get("/v1/clashes", headers={b"authorization": f"Bearer {wrong}".encode()})
    assert answer.status_code == 401


async def test_the_right_prefix_with_another_secret_opens_nothing(client: httpx.AsyncClient) -> None:
    made = await make(client)
    mark, prefix, rest = made["secret"].split("_", 2)
    assert await status(client, f"{mark}_{prefix}_{rest[:-1]}{'A' if rest[-1] != 'A' else 'B'}") == 401


async def test_a_key_opens_nothing_once_it_has_expired(client: httpx.AsyncClient, world: World) -> None:
    made = await make(client, expires_at="2026-03-03T09:00:00Z")
    assert await status(client, made["secret"]) == 200
    world.clock.seconds = DAY
    assert await status(client, made["secret"]) == 401


async def test_a_revoked_key_opens_nothing_and_revoking_again_is_harmless(client: httpx.AsyncClient) -> None:
    made = await make(client)
    path = f"/v1/keys/{made['id']}"
    codes = [(await client.delete(path, headers=bearer("k-first"))).status_code for _ in range(2)]
    assert codes == [204, 204]
    assert await status(client, made["secret"]) == 401
    rotation = await client.post(f"{path}/rotations", json={}, headers=bearer("k-first"))
    assert rotation.status_code == 409


async def test_after_a_rotation_both_secrets_work_until_the_grace_has_passed(
    client: httpx.AsyncClient, world: World
) -> None:
    made = await make(client)
    rotated = (
        await client.post(f"/v1/keys/{made['id']}/rotations", json={"grace_seconds": 60}, headers=bearer("k-first"))
    ).json()
    assert rotated["id"] == made["id"]
    secrets = (made["secret"], rotated["secret"])
    assert [await status(client, secret) for secret in secrets] == [200, 200]
    world.clock.seconds = 60
    assert [await status(client, secret) for secret in secrets] == [401, 200]


async def test_rotating_twice_never_lengthens_the_life_of_an_old_secret(
    client: httpx.AsyncClient, world: World
) -> None:
    made = await make(client)
    for grace_seconds in (60, 3600):
        body = {"grace_seconds": grace_seconds}
        await client.post(f"/v1/keys/{made['id']}/rotations", json=body, headers=bearer("k-first"))
    world.clock.seconds = 61
    assert await status(client, made["secret"]) == 401


async def test_a_tenant_manages_only_its_own_keys(client: httpx.AsyncClient, world: World) -> None:
    made = await make(client)
    world.key_ring = KeyRing(read_keys([entry("other", "south", "admin", "k-south")]))
    south = (await client.get("/v1/keys", headers=bearer("k-south"))).json()
    assert made["id"] not in json.dumps(south)


async def test_an_open_gateway_closes_as_soon_as_a_key_is_made(
    world: World, connect: Callable[[World], httpx.AsyncClient]
) -> None:
    world.key_ring = KeyRing()
    client = connect(world)
    assert (await client.get("/v1/clashes")).status_code == 200
    made = (await client.post("/v1/keys", json={"name": "me", "scopes": ["read", "admin"]})).json()
    assert (await client.get("/v1/clashes")).status_code == 401
    assert await status(client, made["secret"]) == 200
    foreign = await client.get("/v1/clashes", headers={**bearer(made["secret"]), "host": "clashwire.example"})
    assert foreign.status_code == 200
    await client.delete(f"/v1/keys/{made['id']}", headers=bearer(made["secret"]))
    assert (await client.get("/v1/clashes")).status_code == 401


async def test_a_session_at_the_desk_ends_with_the_secret_it_was_opened_with(
    client: httpx.AsyncClient, world: World
) -> None:
    made = await make(client)
    assert (await client.post("/sign-in", data={"key": made["secret"], "next": "/"})).status_code == 303
    assert (await client.get("/")).status_code == 200
    path = f"/v1/keys/{made['id']}/rotations"
    await client.post(path, json={"grace_seconds": 60}, headers=bearer("k-first"))
    assert (await client.get("/")).status_code == 200
    world.clock.seconds = 60
    assert (await client.get("/")).status_code == 303


async def test_every_change_of_a_key_stands_in_the_audit_log(client: httpx.AsyncClient) -> None:
    made = await make(client, limits={"checks_per_day": 5})
    await client.post(f"/v1/keys/{made['id']}/rotations", json={}, headers=bearer("k-first"))
    await client.delete(f"/v1/keys/{made['id']}", headers=bearer("k-first"))
    audit = (await client.get("/v1/audit", headers=bearer("k-first"))).json()["entries"]
    assert [(e["action"], e["subject"], e["actor"]["name"]) for e in audit] == [
        ("key.revoked", made["id"], "first"),
        ("key.rotated", made["id"], "first"),
        ("key.created", made["id"], "first"),
    ]
    assert (audit[0]["before"]["revoked_at"], audit[0]["after"]["revoked_at"]) == (None, "2026-03-02T09:00:00+00:00")
    assert audit[2]["after"]["limits.checks_per_day"] == 5


async def test_overrides_names_and_erasures_stand_in_the_audit_log(client: httpx.AsyncClient, world: World) -> None:
    headers = bearer("k-first")
    world.unit_of_work.of("north").documents.rows["d"] = Document(id="d", text="Ministry denies Troops left")
    override = {"mean": 0.9, "reason": "known for years", "editor": "ada"}
    assert (await client.post("/v1/sources/Ministry/overrides", json=override, headers=headers)).status_code == 200
    names = {"aliases": ["MoD"], "parent": None}
    assert (await client.put("/v1/sources/Ministry/aliases", json=names, headers=headers)).status_code == 200
    assert (await client.delete("/v1/documents/d", headers=headers)).status_code == 204
    audit = (await client.get("/v1/audit", headers=headers)).json()["entries"]
    assert [(entry["action"], entry["subject"]) for entry in audit] == [
        ("document.erased", "d"),
        ("source.named", "Ministry"),
        ("source.overridden", "Ministry"),
    ]
    assert audit[2]["after"]["override"] == 0.9


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["fly"]}, "scopes[0]"),
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({"limits": {"checks_per_day": -1}}, "limits.checks_per_day"),
    ],
)
async def test_a_key_that_makes_no_sense_is_refused_with_the_field_named(
    client: httpx.AsyncClient, wanted: dict[str, Any], field: str
) -> None:
    body = {"name": "wire", "scopes": ["read"], **wanted}
    answer = await client.post("/v1/keys", json=body, headers=bearer("k-first"))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
