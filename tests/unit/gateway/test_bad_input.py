import gzip
import zlib
from collections.abc import Callable

import httpx
import pytest

from gateway.domain.check_documents import CheckLimits
from gateway.domain.documents import DocumentLimits
from tests.unit.gateway.bad_input import ODD_TEXTS, TEXT, UNREADABLE, checks
from tests.unit.gateway.conftest import World

JSON = {"content-type": "application/json"}
NOON = "2026-03-02T12:00:00Z"


@pytest.mark.parametrize(("body", "field"), UNREADABLE)
async def test_what_cannot_be_read_is_refused_with_the_field_named(
    client: httpx.AsyncClient, body: bytes, field: str
) -> None:
    response = await client.post("/v1/checks", content=body, headers=JSON)
    problem = response.json()
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert field in [error["field"] for error in problem["errors"]]
    assert problem["request_id"] == response.headers["x-request-id"]


@pytest.mark.parametrize("text", ODD_TEXTS)
async def test_odd_but_readable_texts_are_answered_with_their_characters_counted(
    client: httpx.AsyncClient, text: str
) -> None:
    response = await client.post("/v1/checks", json={"documents": [{"text": text}]})
    assert response.status_code == 200
    assert response.json()["documents"][0]["characters"] == len(text)


@pytest.mark.parametrize(
    ("body", "field", "limit", "told"),
    [
        ({"documents": [{"text": TEXT}], "max_pairs": 0}, "max_pairs", 1, "1"),
        ({"documents": [{"text": TEXT}], "max_pairs": 10**6}, "max_pairs", 100_000, "100000"),
        (
            {"documents": [{"text": TEXT, "id": "i" * 301}]},
            "documents[0].id",
            300,
            "has 301 characters; the limit is 300",
        ),
        ({"documents": []}, "documents", 1, "1"),
    ],
)
async def test_a_broken_bound_is_named(
    client: httpx.AsyncClient, body: dict[str, object], field: str, limit: int, told: str
) -> None:
    [fault] = (await client.post("/v1/checks", json=body)).json()["errors"]
    assert (fault["field"], fault["limit"]) == (field, limit)
    assert told in fault["detail"]


async def test_a_header_at_fault_is_named(client: httpx.AsyncClient) -> None:
    for header, value in (("Content-Type", "text/plain"), ("Content-Encoding", "br")):
        response = await client.post("/v1/checks", content=checks(), headers={**JSON, header.lower(): value})
        assert [error["field"] for error in response.json()["errors"]] == [header]


async def test_no_problem_quotes_what_was_sent(client: httpx.AsyncClient) -> None:
    secret = "embargoed-sentence"  # noqa: S105
    bodies = (
        {"documents": [{"text": {"deep": secret}}]},
        {"documents": [{"text": TEXT, "published_at": secret, "language": f"{secret} {secret}"}]},
        {"documents": [{"text": TEXT, "media": [{"kind": secret}]}], "against": secret},
        {"documents": secret, secret: secret},
    )
    for body in bodies:
        assert secret not in (await client.post("/v1/checks", json=body)).text


@pytest.mark.parametrize(
    ("documents", "field"),
    [([{"text": "aaaa"}, {"text": "bbbbbbbb"}], "documents[1].text"), ([{"text": "a"}] * 4, "documents")],
)
async def test_more_than_a_check_affords_is_413_and_points_to_the_durable_way(
    world: World, connect: Callable[[World], httpx.AsyncClient], documents: list[dict[str, str]], field: str
) -> None:
    world.limits = CheckLimits(documents=DocumentLimits(3, 10))
    response = await connect(world).post("/v1/checks", json={"documents": documents})
    assert response.status_code == 413
    assert "POST /v1/documents" in response.json()["detail"]
    assert response.json()["errors"][0]["field"] == field


async def test_a_body_beyond_the_limit_is_413(world: World, connect: Callable[..., httpx.AsyncClient]) -> None:
    response = await connect(world, max_body_bytes=1_000).post("/v1/checks", content=checks(title="x" * 1_000))
    assert response.status_code == 413
    assert response.json()["errors"][0]["limit"] == 1_000


async def test_a_gzip_body_is_read(client: httpx.AsyncClient) -> None:
    headers = {**JSON, "content-encoding": "gzip"}
    response = await client.post("/v1/checks", content=gzip.compress(checks()), headers=headers)
    assert response.status_code == 200


async def test_all_members_of_a_gzip_body_are_read(client: httpx.AsyncClient) -> None:
    body = checks()
    content = gzip.compress(body[:20]) + gzip.compress(b"") + gzip.compress(body[20:])
    response = await client.post("/v1/checks", content=content, headers={**JSON, "content-encoding": "gzip"})
    assert response.status_code == 200


@pytest.mark.parametrize("bomb", [gzip.compress(b" " * 50_000_000), gzip.compress(b" " * 400_000) * 100])
async def test_a_gzip_bomb_is_413(client: httpx.AsyncClient, bomb: bytes) -> None:
    response = await client.post("/v1/checks", content=bomb, headers={**JSON, "content-encoding": "gzip"})
    assert response.status_code == 413


@pytest.mark.parametrize(
    "content",
    [
        b"not gzip",
        gzip.compress(b"{}")[:-9],
        zlib.compress(b"{}"),
        gzip.compress(b"{}") + b"more",
        gzip.compress(b"") * 1_001,
    ],
)
async def test_a_broken_gzip_stream_is_refused(client: httpx.AsyncClient, content: bytes) -> None:
    response = await client.post("/v1/checks", content=content, headers={**JSON, "content-encoding": "gzip"})
    assert response.status_code == 422


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {**JSON, "content-encoding": "br"},
    ],
)
async def test_another_content_type_or_encoding_is_415(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    response = await client.post("/v1/checks", content=checks(), headers=headers)
    assert response.status_code == 415


@pytest.mark.parametrize("headers", [{}, {"content-type": "application/json; charset=utf-8"}])
async def test_json_needs_no_content_type_and_may_name_its_charset(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    response = await client.post("/v1/checks", content=b"\xef\xbb\xbf" + checks(), headers=headers)
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("path", "body", "field", "meant"),
    [
        ("/v1/documents", {"documents": [{"text": TEXT, "embargoedUntil": NOON}]}, "documents[0]", "embargoed_until"),
        ("/v1/documents", {"documents": [{"text": TEXT, "pubStatus": "withheld"}]}, "documents[0]", "pub_status"),
        ("/v1/checks", {"documents": [{"text": TEXT, "embargoedUntil": NOON}]}, "documents[0]", "embargoed_until"),
        ("/v1/checks", {"documents": [{"text": TEXT, "publishedAt": NOON}]}, "documents[0]", "published_at"),
        ("/v1/checks", {"documents": [{"text": TEXT}], "againts": "documents"}, "body", "against"),
        ("/v1/keys", {"name": "desk", "scopes": ["read"], "tenant": "other"}, "body", "tenant"),
    ],
)
async def test_a_known_member_in_another_spelling_is_refused_rather_than_lost(
    client: httpx.AsyncClient, path: str, body: dict[str, object], field: str, meant: str
) -> None:
    response = await client.post(path, json=body)
    [fault] = response.json()["errors"]
    assert (response.status_code, fault["field"]) == (422, field)
    assert meant in fault["detail"]


async def test_unknown_members_are_ignored(client: httpx.AsyncClient) -> None:
    assert (await client.post("/v1/checks", content=checks(mood="grim"), headers=JSON)).status_code == 200
