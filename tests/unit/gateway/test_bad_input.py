import gzip
import json
import zlib
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from gateway.domain.check_documents import CheckLimits
from gateway.domain.documents import DocumentLimits
from tests.unit.gateway.conftest import World

JSON = {"content-type": "application/json"}
TEXT = "Ministry denies Troops crossed the border"


def checks(**document: Any) -> bytes:
    return json.dumps({"documents": [{"text": TEXT, **document}]}).encode()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"", "body"),
        (b"{", "body"),
        (b"hello", "body"),
        (b"\xff\xfe{}", "body"),
        (b'"text"', "body"),
        (b"[]", "body"),
        (b"null", "body"),
        (b"{}", "documents"),
        (b"[" * 200_000, "body"),
        (b'{"documents":' * 50_000, "body"),
        (b'{"documents": ' + b"1" * 5_000 + b"}", "body"),
        (b'{"documents": [{"text": NaN}]}', "body"),
        (b'{"documents": [{"text": "a"}], "max_pairs": Infinity}', "body"),
        (b'{"documents": [{"text": "a"}], "max_pairs": 1e400}', "max_pairs"),
        (b'{"documents": [{"text": "a"}], "max_pairs": 0}', "max_pairs"),
        (b'{"documents": [{"text": "a"}], "max_pairs": "many"}', "max_pairs"),
        (b'{"documents": []}', "documents"),
        (b'{"documents": {}}', "documents"),
        (b'{"documents": "text"}', "documents"),
        (b'{"documents": [null]}', "documents[0]"),
        (b'{"documents": [{}]}', "documents[0].text"),
        (b'{"documents": [{"text": "a"}], "against": "everything"}', "against"),
        (b'{"documents": [{"text": "a"}], "against": null}', "against"),
        (rb'{"documents": [{"text": "a \ud800 b"}]}', "documents[0].text"),
        (rb'{"documents": [{"text": "a", "id": "\udfff"}]}', "documents[0].id"),
        (checks(text=None), "documents[0].text"),
        (checks(text=5), "documents[0].text"),
        (checks(text=["a"]), "documents[0].text"),
        (checks(text=""), "documents[0].text"),
        (checks(text=" \n\t\u00a0\u2003 "), "documents[0].text"),
        (checks(text="a\0b"), "documents[0].text"),
        (checks(id=""), "documents[0].id"),
        (checks(id=7), "documents[0].id"),
        (checks(id="a\nb"), "documents[0].id"),
        (checks(id="x" * 301), "documents[0].id"),
        (checks(title=7), "documents[0].title"),
        (checks(title="x" * 2_001), "documents[0].title"),
        (checks(url="https://a.example/\0"), "documents[0].url"),
        (checks(source=["a.example"]), "documents[0].source"),
        (checks(published_at="yesterday"), "documents[0].published_at"),
        (checks(published_at="2026-03-02"), "documents[0].published_at"),
        (checks(published_at="2026-03-02T09:10:00"), "documents[0].published_at"),
        (checks(published_at="2026-13-02T09:10:00Z"), "documents[0].published_at"),
        (checks(published_at="0001-01-01T00:00:00+14:00"), "documents[0].published_at"),
        (checks(published_at=1_700_000_000), "documents[0].published_at"),
        (checks(language="not a tag"), "documents[0].language"),
        (checks(language=5), "documents[0].language"),
        (checks(media="none"), "documents[0].media"),
        (checks(media=[{"kind": "hologram"}]), "documents[0].media[0].kind"),
        (checks(media=[{"kind": "video", "caption": 5}]), "documents[0].media[0].caption"),
        (
            json.dumps({"documents": [{"id": "d", "text": TEXT}, {"id": "d", "text": "other"}]}).encode(),
            "documents[1].id",
        ),
    ],
)
async def test_what_cannot_be_read_is_refused_with_the_field_named(
    client: httpx.AsyncClient, body: bytes, field: str
) -> None:
    response = await client.post("/v1/checks", content=body, headers=JSON)
    problem = response.json()
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert field in [error["field"] for error in problem["errors"]]
    assert problem["request_id"] == response.headers["x-request-id"]


@pytest.mark.parametrize(
    "text",
    [
        "Ministry denies Troops\u0001\u0008\u001b crossed\u200f the\u202e border",
        'Ministry said "Troops crossed the border and never closed the quote',
        "\u0642\u0627\u0644\u062a \u0627\u0644\u0648\u0632\u0627\u0631\u0629 \u0644\u0627",
        "\u653f\u5e9c\u5426\u8ba4\u4e86\u8fd9\u4e00\u8bf4\u6cd5\u3002",
        "x" * 100_000,
        "\U0001f600" * 1_000,
        "e\u0301" * 500,
        "\r\n\r\nMinistry denies Troops crossed the border\r\n",
    ],
)
async def test_odd_but_readable_texts_are_answered_with_their_characters_counted(
    client: httpx.AsyncClient, text: str
) -> None:
    response = await client.post("/v1/checks", json={"documents": [{"text": text}]})
    assert response.status_code == 200
    assert response.json()["documents"][0]["characters"] == len(text)


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


async def test_a_gzip_bomb_is_413(client: httpx.AsyncClient) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    response = await client.post("/v1/checks", content=bomb, headers={**JSON, "content-encoding": "gzip"})
    assert response.status_code == 413


@pytest.mark.parametrize("content", [b"not gzip", gzip.compress(b"{}")[:-9], zlib.compress(b"{}")])
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


async def test_unknown_members_are_ignored(client: httpx.AsyncClient) -> None:
    assert (await client.post("/v1/checks", content=checks(mood="grim"), headers=JSON)).status_code == 200
