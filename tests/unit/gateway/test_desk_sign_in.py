"""Signing in at the desk, and forms that prove where they come from."""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from gateway.domain.access import ApiKey, Caller, KeyRing, Scope
from tests.unit.gateway.conftest import World

FORM = {"content-type": "application/x-www-form-urlencoded"}
STORY = "Ministry denies Troops crossed\nObservers asserts Troops crossed"


def key(secret: str, *scopes: Scope) -> ApiKey:
    return ApiKey(hashlib.sha256(secret.encode()).hexdigest(), Caller(secret, "north", frozenset(scopes)))


@pytest.fixture
def world() -> World:
    return World(key_ring=KeyRing((key("mira", *Scope), key("guest", Scope.READ))))


@pytest.fixture
def client(world: World, connect: Callable[[World], httpx.AsyncClient]) -> httpx.AsyncClient:
    return connect(world)


async def sign_in(client: httpx.AsyncClient, holder: str = "mira", path: str = "/") -> httpx.Response:
    return await client.post("/sign-in", data={"key": holder, "next": path})


async def form_token(client: httpx.AsyncClient, path: str = "/check") -> str:
    found = re.search(r'name="form_token" value="([0-9a-f]{64})"', (await client.get(path)).text)
    return found[1] if found else ""


@pytest.mark.parametrize("path", ["/", "/check", "/sources", "/clashes/x", "/sources/a", "/desk/clashes"])
async def test_strangers_are_sent_to_sign_in_and_back(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/sign-in?next={path.replace('/', '%2F')}"


async def test_a_key_opens_the_desk_by_a_cookie_scripts_and_other_sites_cannot_use(client: httpx.AsyncClient) -> None:
    answer = await sign_in(client, path="/check")
    assert (answer.status_code, answer.headers["location"]) == (303, "/check")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/" in cookie
    assert (await client.get("/check")).status_code == 200


async def test_over_https_the_cookie_stays_there(world: World, connect: Callable[[World], httpx.AsyncClient]) -> None:
    client = connect(world)
    client.base_url = httpx.URL("https://desk.example")
    assert "secure" in (await sign_in(client)).headers["set-cookie"].lower()


async def test_the_key_itself_is_neither_stored_nor_in_the_cookie(client: httpx.AsyncClient, world: World) -> None:
    cookie = (await sign_in(client)).headers["set-cookie"]
    assert "mira" not in cookie
    (session,) = world.sessions.rows.values()
    assert session.id not in cookie
    assert "mira" not in session.id + session.key_sha256


async def test_a_wrong_key_is_refused_without_a_cookie(client: httpx.AsyncClient) -> None:
    answer = await sign_in(client, "wrong")
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers
    assert "no key that is accepted" in answer.text


@pytest.mark.parametrize("path", ["https://evil.example", "//evil.example", "/\\evil.example", "evil", "/a\nb"])
async def test_sign_in_sends_nobody_elsewhere(client: httpx.AsyncClient, path: str) -> None:
    assert (await sign_in(client, path=path)).headers["location"] == "/"


async def test_a_session_ends_with_time_with_its_key_and_with_signing_out(
    client: httpx.AsyncClient, world: World, connect: Callable[[World], httpx.AsyncClient]
) -> None:
    await sign_in(client)
    world.clock.seconds += timedelta(hours=13).total_seconds()
    assert (await client.get("/")).status_code == 303
    await sign_in(client)
    assert (await client.get("/")).status_code == 200
    token = await form_token(client)
    world.key_ring = KeyRing((key("guest", Scope.READ),))
    fewer = connect(world)
    fewer.cookies = client.cookies
    assert (await fewer.get("/")).status_code == 303
    assert (await client.post("/sign-out", data={"form_token": token})).headers["location"] == "/sign-in"
    assert world.sessions.rows == {}


FORMS = ("/check", "/clashes/x/review", "/sources/a/override", "/sign-out")


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
async def test_a_form_without_this_sessions_token_is_refused(client: httpx.AsyncClient, path: str, token: str) -> None:
    await sign_in(client)
    answer = await client.post(path, data={"form_token": token, "text": STORY})
    assert answer.status_code == 403
    assert "before you signed in" in answer.text


@pytest.mark.parametrize("path", [*FORMS, "/sign-in"])
async def test_a_form_of_another_web_page_is_refused(client: httpx.AsyncClient, path: str) -> None:
    await sign_in(client)
    form = {"form_token": await form_token(client), "key": "mira"}
    for origin in ("https://evil.example", "null"):
        assert (await client.post(path, data=form, headers={"origin": origin})).status_code == 403


async def test_a_form_with_its_token_works(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    form = {"form_token": await form_token(client), "text": STORY, "store": "yes"}
    answer = await client.post("/check", data=form, headers={"origin": "http://127.0.0.1:8080"})
    assert answer.status_code == 303
    assert (await client.get(answer.headers["location"])).status_code == 200


async def test_a_key_that_only_reads_sees_clashes_and_changes_nothing(client: httpx.AsyncClient) -> None:
    await sign_in(client, "guest")
    assert (await client.get("/")).status_code == 200
    token = await form_token(client, "/")
    for path in FORMS[:3]:
        answer = await client.post(path, data={"form_token": token, "text": STORY})
        assert answer.status_code == 403
        assert "lacks the scope" in answer.text


async def test_a_session_is_no_key_of_the_api(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    assert (await client.get("/v1/clashes")).status_code == 401


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{}", {"content-type": "application/json"}, 415),
        (b"text=%FF", FORM, 422),
        (b"text=a%00b", FORM, 422),
        (b"&".join(b"a%d=1" % number for number in range(60)), FORM, 422),
        (b"text=" + b"x" * 1_100_000, FORM, 413),
    ],
    ids=["json", "no utf-8", "nul", "many fields", "too long"],
)
async def test_what_is_no_form_is_refused(
    client: httpx.AsyncClient, body: bytes, headers: dict[str, str], status: int
) -> None:
    assert (await client.post("/sign-in", content=body, headers=headers)).status_code == status
