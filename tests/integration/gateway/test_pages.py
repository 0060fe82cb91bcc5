"""Every list over HTTP, against the real services: tokens that are none, and large answers made small."""

import base64
import json
from pathlib import Path

import httpx
import pytest

from tests.integration.conftest import Clashwire

CONTRACT = json.loads((Path(__file__).parents[3] / "docs" / "openapi.json").read_text(encoding="utf-8"))
LISTS = [
    path
    for path, operations in CONTRACT["paths"].items()
    if any(parameter["name"] == "page_token" for parameter in operations.get("get", {}).get("parameters", []))
]
MOMENT = "2026-03-02T09:00:00+00:00"


def written(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


TOKENS = {
    "a word": "next",
    "signs": "~!",
    "half of it": written([MOMENT])[:-3],
    "one thing": written([MOMENT]),
    "no time": written(["yesterday", "id"]),
    "half of a surrogate pair": written([MOMENT, "\ud800"]),
    "the character nought": written([MOMENT, "\0"]),
    "figures of another script": "\u0663\u0663",
    "a negative place": "-1",
}


@pytest.fixture(scope="module")
def ids(clashwire: Clashwire) -> dict[str, str]:
    """What stands in the paths of lists."""
    receiver = httpx.post(f"{clashwire.url}/v1/webhooks", json={"url": "https://pages.example/"})
    return {"webhook_id": receiver.json()["id"], "source_id": "domain:pages.example"}


@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS)
@pytest.mark.parametrize("path", LISTS)
def test_a_token_that_is_none_of_a_list_is_refused_by_its_name(
    clashwire: Clashwire, ids: dict[str, str], path: str, token: str
) -> None:
    answer = httpx.get(f"{clashwire.url}{path.format(**ids)}", params={"page_token": token})
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert [error["field"] for error in answer.json()["errors"]] == ["page_token"]


def test_a_large_answer_is_compressed_for_whoever_asks(clashwire: Clashwire) -> None:
    packed = httpx.get(f"{clashwire.url}/openapi.json")
    plain = httpx.get(f"{clashwire.url}/openapi.json", headers={"accept-encoding": "identity"})
    assert (packed.headers["content-encoding"], plain.headers.get("content-encoding")) == ("gzip", None)
    assert packed.json() == plain.json()
    assert "accept-encoding" in packed.headers["vary"].lower()
    assert int(packed.headers["content-length"]) < len(plain.content) / 5


def test_a_small_answer_is_left_as_it_is(clashwire: Clashwire) -> None:
    assert "content-encoding" not in httpx.get(f"{clashwire.url}/healthz").headers


@pytest.mark.parametrize("path", ["/v1/clashes", "/v1/status"])
def test_a_method_that_is_not_offered_is_answered_with_those_that_are(clashwire: Clashwire, path: str) -> None:
    answer = httpx.head(f"{clashwire.url}{path}")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
