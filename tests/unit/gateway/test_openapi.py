"""docs/openapi.json is what the gateway serves; write it anew with WRITE_OPENAPI=1 in the environment."""

import json
import os
from pathlib import Path

import httpx

COMMITTED = Path(__file__).parents[3] / "docs" / "openapi.json"


async def test_the_committed_description_is_what_is_served(client: httpx.AsyncClient) -> None:
    served = (await client.get("/openapi.json")).json()
    if os.environ.get("WRITE_OPENAPI"):
        COMMITTED.write_text(json.dumps(served, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == served


async def test_every_operation_fails_with_a_problem_and_says_what_it_does(client: httpx.AsyncClient) -> None:
    served = (await client.get("/openapi.json")).json()
    assert served["openapi"].startswith("3.1")
    for operations in served["paths"].values():
        for operation in operations.values():
            assert operation["description"]
            failures = {status for status in operation["responses"] if not status.startswith("2")}
            assert {"default", "500", "503"} <= failures
            for status in failures:
                assert list(operation["responses"][status]["content"]) == ["application/problem+json"]
