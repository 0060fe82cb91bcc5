"""Whatever is sent to whichever operation: no failure of our own, no status and no body the contract does not name.

`make fuzz` sends several thousand requests of all phases; the tests send some hundreds, the same every time.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clashwire_client import Clashwire, Document
from tests.integration.conftest import Clashwire as Stack
from tests.integration.conftest import start_service

CONTRACT = Path(__file__).parents[3] / "docs" / "openapi.json"
KEY = "a key of the fuzzer"
WHOLE = "FUZZ_WHOLE" in os.environ
EXAMPLES, PHASES = ("30", "coverage,fuzzing,stateful") if WHOLE else ("8", "fuzzing")
LEAST_CASES = 2_000 if WHOLE else 150
STORY = (
    "The harbour ministry of Velden denied that soldiers had entered the port of {town}. "
    "Dockers said soldiers had entered the port of {town} on Monday night."
)


@dataclass(frozen=True)
class Target:
    """A gateway with something in it, and the ids of that."""

    url: str
    ids: dict[str, list[str]]


@pytest.fixture(scope="module")
def target(clashwire: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    folder = tmp_path_factory.mktemp("fuzzed")
    given_settings = {
        "database_url": f"sqlite:///{folder / 'gateway.sqlite3'}",
        "migrate_on_start": True,
        "api_keys": f"fuzz:fuzz:check+read+review+admin:{hashlib.sha256(KEY.encode()).hexdigest()}",
    }
    with start_service("gateway", folder, **clashwire.neighbours(), **given_settings) as service:
        url = f"http://{service.wait_until_ready().target}"
        with Clashwire(url, api_key=KEY) as client:
            yield Target(url, stored(client))


def stored(client: Clashwire) -> dict[str, list[str]]:
    """Ids of everything a path can name, in an archive of its own."""
    towns = ("Marl", "Osk", "Tarn", "Quill")
    documents = [Document(id=f"story/{town}", text=STORY.format(town=town), source="a.example") for town in towns]
    check = client.check(documents)
    operation = client.accept_documents(["Mayor Ada of Brill said the bridge was closed."])
    client.wait_for_operation(operation, deadline_seconds=60)
    clashes = [clash.id for clash in check.clashes if clash.id]
    client.review(clashes[0], "confirmed")
    webhook = client.register_webhook("https://receiver.invalid/")
    return {
        "path.check_id": [check.id],
        "path.clash_id": clashes,
        "path.document_id": [f"story/{town}" for town in towns],
        "path.operation_id": [operation.id],
        "path.webhook_id": [webhook.id],
        "path.delivery_id": [client.ping_webhook(webhook.id).id],
        "path.source_id": ["domain:a.example", "speaker:dockers"],
    }


def configured(ids: dict[str, list[str]]) -> str:
    """Settings of the fuzzer: every other id is one that exists."""
    names = {parameter: parameter.partition(".")[2] for parameter in ids}
    dictionaries = [f"[dictionaries.{names[parameter]}]\nvalues = {json.dumps(ids[parameter])}" for parameter in ids]
    bindings = [f'"{parameter}" = {{dictionary = "{names[parameter]}", probability = 0.5}}' for parameter in ids]
    return "\n".join([*dictionaries, "[parameters]", *bindings])


def without_default(contract: dict[str, Any]) -> dict[str, Any]:
    """The contract, strictly: only statuses it names, and no endless stream."""
    del contract["paths"]["/v1/events"]
    for operations in contract["paths"].values():
        for operation in operations.values():
            del operation["responses"]["default"]
    return contract


def test_every_answer_is_one_the_contract_names(target: Target, tmp_path: Path) -> None:
    contract, config = tmp_path / "openapi.json", tmp_path / "schemathesis.toml"
    contract.write_text(json.dumps(without_default(json.loads(CONTRACT.read_text()))))
    config.write_text(configured(target.ids))
    done = subprocess.run(
        [
            *(Path(sys.executable).with_name("schemathesis"), "--config-file", config, "run", contract),
            *("--url", target.url, "--header", f"Authorization: Bearer {KEY}"),
            *("--seed", "7", "--max-examples", EXAMPLES, "--phases", PHASES, "--no-shrink", "--continue-on-failure"),
            *("--checks", "all", "--exclude-checks", "positive_data_acceptance", "--request-timeout", "60"),
            *("--warnings", "off"),
        ],
        check=False,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    print(done.stdout)  # noqa: T201 (figures for make fuzz)
    generated = re.search(r"(\d+) generated", done.stdout)
    assert generated
    assert int(generated[1]) >= LEAST_CASES


@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    last=st.one_of(st.integers(-9, 10**20).map(str), st.text(max_size=20)), where=st.sampled_from(["header", "query"])
)
def test_a_stream_begins_anywhere_or_says_why_not(target: Target, last: str, where: str) -> None:
    bearer = {"authorization": f"Bearer {KEY}"}
    headers = {**bearer, "last-event-id": last.encode("utf-8", "replace")} if where == "header" else bearer
    if where == "header" and any(ord(letter) < 32 or ord(letter) == 127 for letter in last):
        return
    query = {"after": last} if where == "query" else {}
    with httpx.stream("GET", f"{target.url}/v1/events", headers=headers, params=query, timeout=30) as stream:
        if stream.status_code == 200:
            assert stream.headers["content-type"].startswith("text/event-stream")
            return
        assert (stream.status_code, stream.headers["content-type"]) == (422, "application/problem+json")
        stream.read()
        assert stream.json()["errors"][0]["field"] == "Last-Event-ID"
