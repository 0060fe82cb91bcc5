"""Replicas behind one name: calls are spread, and one that dies or is replaced costs no check."""

import re
import time
import urllib.request
from collections.abc import Iterator

import pytest
from docker.models.containers import Container

from tests.e2e.load import under_load
from tests.e2e.stack import STORY, Stack, crash

pytestmark = pytest.mark.e2e

FOUND_SECONDS = 12.0
REPLICATED = ("claim-extraction", "nli-contradiction", "source-reliability")


@pytest.fixture(scope="module")
def doubled(stack: Stack) -> Iterator[Stack]:
    stack.compose(
        "up", "--detach", "--no-deps", "--no-recreate", *(f"--scale={service}=2" for service in REPLICATED), *REPLICATED
    )
    for service in REPLICATED:
        stack.wait_until_healthy(service)
    yield stack
    stack.compose(
        "up", "--detach", "--no-deps", "--no-recreate", *(f"--scale={service}=1" for service in REPLICATED), *REPLICATED
    )


def calls_answered(stack: Stack, container: Container, port: int, method: str) -> float:
    with urllib.request.urlopen(f"http://{stack.address(container)}:{port}/metrics", timeout=5) as page:
        text = page.read().decode()
    found = re.search(
        rf'^rpc_server_call_duration_seconds_count{{method="[^"]*{method}",outcome="OK"}} (\S+)$', text, re.MULTILINE
    )
    return float(found[1]) if found else 0.0


def test_a_new_replica_is_found_within_seconds(doubled: Stack) -> None:
    began = time.monotonic()
    replicas = doubled.containers("nli-contradiction")
    while any(calls_answered(doubled, replica, 9152, "FindClashes") == 0 for replica in replicas):
        assert time.monotonic() - began < FOUND_SECONDS
        assert doubled.check(STORY.read_text(), f"found-{time.monotonic_ns()}").status_code == 200


def test_calls_are_spread_over_both_replicas(doubled: Stack) -> None:
    replicas = doubled.containers("nli-contradiction")
    before = [calls_answered(doubled, replica, 9152, "FindClashes") for replica in replicas]
    for number in range(40):
        assert doubled.check(STORY.read_text(), f"spread-{number}").status_code == 200
    counts = [
        calls_answered(doubled, replica, 9152, "FindClashes") - old
        for replica, old in zip(replicas, before, strict=True)
    ]
    assert sum(counts) >= 40
    assert all(0.4 <= count / sum(counts) <= 0.6 for count in counts), counts


def test_a_replica_killed_under_load_costs_less_than_one_check_in_a_hundred(doubled: Stack) -> None:
    with under_load(doubled, [STORY.read_text()], clients=4) as load:
        time.sleep(5)
        killed = time.monotonic()
        crash(doubled.containers("nli-contradiction")[0])
        time.sleep(25)
    assert load.share_failed() < 0.01, load.failed()
    assert [attempt for attempt in load.failed() if attempt.began > killed + 5] == []


@pytest.mark.parametrize("service", REPLICATED)
def test_replicas_are_restarted_one_after_the_other_without_a_failed_check(doubled: Stack, service: str) -> None:
    with under_load(doubled, [STORY.read_text()], clients=1) as load:
        time.sleep(2)
        for container in doubled.containers(service):
            container.restart(timeout=30)
            doubled.wait_until_healthy(service)
            time.sleep(10)
    assert load.failed() == []
    assert [attempt for attempt in load.attempts if not attempt.whole] == []
