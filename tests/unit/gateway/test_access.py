import hashlib
from collections.abc import Callable

import httpx
import pytest

from gateway.api.middleware import is_loopback
from gateway.domain.access import KeyRing, read_keys
from service_kit.errors import ServiceError
from tests.unit.gateway.conftest import World

STORY = {"documents": [{"id": "d", "text": "Ministry denies Troops left"}]}


def entry(name: str, tenant: str, scopes: str, key: str) -> str:
    return f"{name}:{tenant}:{scopes}:{hashlib.sha256(key.encode()).hexdigest()}"


def bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


@pytest.fixture
def keyed(world: World, connect: Callable[[World], httpx.AsyncClient]) -> httpx.AsyncClient:
    entries = [
        entry("desk", "north", "check+read+review+admin", "k-north"),
        entry("desk", "south", "check+read+review+admin", "k-south"),
        entry("wall", "north", "read", "k-read"),
    ]
    world.key_ring = KeyRing(read_keys(entries))
    return connect(world)


@pytest.mark.parametrize("headers", [{}, bearer("wrong"), {"authorization": "Basic k-north"}, bearer("")])
async def test_without_a_valid_key_nothing_is_answered(keyed: httpx.AsyncClient, headers: dict[str, str]) -> None:
    response = await keyed.post("/v1/checks", json=STORY, headers=headers)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"


async def test_a_key_allows_only_its_scopes(keyed: httpx.AsyncClient) -> None:
    assert (await keyed.get("/v1/clashes", headers=bearer("k-read"))).status_code == 200
    assert (await keyed.post("/v1/checks", json=STORY, headers=bearer("k-read"))).status_code == 403
    assert (await keyed.delete("/v1/documents/d", headers=bearer("k-read"))).status_code == 403


async def test_a_tenant_sees_nothing_of_another(keyed: httpx.AsyncClient) -> None:
    check = (await keyed.post("/v1/checks", json=STORY, headers=bearer("k-north"))).json()
    for path in ("/v1/documents/d", f"/v1/checks/{check['id']}"):
        assert (await keyed.get(path, headers=bearer("k-north"))).status_code == 200
        assert (await keyed.get(path, headers=bearer("k-south"))).status_code == 404


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/openapi.json", "/sign-in"])
async def test_probes_and_descriptions_need_no_key(keyed: httpx.AsyncClient, path: str) -> None:
    assert (await keyed.get(path)).status_code == 200


async def test_with_keys_any_host_name_is_answered(keyed: httpx.AsyncClient) -> None:
    response = await keyed.get("/v1/clashes", headers={**bearer("k-north"), "host": "clashwire.example"})
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "127.0.0.1:8080"}, 200),
        ({"host": "localhost:9"}, 200),
        ({"host": "[::1]:8080"}, 200),
        ({"host": "desk"}, 200),
        ({"host": "127.0.0.1:8080", "origin": "http://127.0.0.1:8080"}, 200),
        ({"host": "evil.example"}, 403),
        ({"host": "127.0.0.1.evil.example"}, 403),
        ({"host": "[::1"}, 403),
        ({"host": ""}, 403),
        ({"host": "127.0.0.1:8080", "origin": "http://evil.example"}, 403),
        ({"host": "127.0.0.1:8080", "origin": "null"}, 403),
        ({"host": "127.0.0.1:8080", "origin": "http://127.0.0.1:9999"}, 403),
    ],
)
async def test_without_keys_only_loopback_names_and_own_pages_are_answered(
    client: httpx.AsyncClient, headers: dict[str, str], status: int
) -> None:
    assert (await client.get("/v1/clashes", headers=headers)).status_code == status


@pytest.mark.parametrize(
    "broken",
    [
        "desk",
        "desk:north:read",
        "desk:north:read:short",
        f":north:read:{'0' * 64}",
        f"desk::read:{'0' * 64}",
        f"desk:north:fly:{'0' * 64}",
        f"desk:north:read:{'0' * 64}:more",
    ],
)
def test_a_malformed_key_entry_is_refused_by_its_place(broken: str) -> None:
    with pytest.raises(ServiceError, match="entry 1"):
        read_keys([broken])


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("LOCALHOST", True), ("0.0.0.0", False), ("a.b", False)],  # noqa: S104
)
def test_loopback_is_told_from_other_addresses(host: str, loopback: bool) -> None:  # noqa: FBT001
    assert is_loopback(host) is loopback
