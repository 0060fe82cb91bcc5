"""What the gateway answers while a neighbour is down or slow, and how it ends."""

import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.integration.conftest import Clashwire, Service, start_service

STORY = {
    "documents": [
        {
            "text": "The ministry of Velden denied that soldiers had entered the port of Marl. "
            "Dockers said soldiers had entered the port of Marl on Monday night."
        }
    ]
}
Start = Callable[..., Service]


@pytest.fixture
def start(clashwire: Clashwire, tmp_path: Path) -> Iterator[Start]:
    """Start further gateways, by default next to the shared neighbours."""
    with ExitStack() as stack:

        def started(**settings: object) -> Service:
            database_url = f"sqlite:///{tmp_path / 'gateway.sqlite3'}"
            given = {**clashwire.neighbours(), "database_url": database_url, "migrate_on_start": True, **settings}
            return stack.enter_context(start_service("gateway", tmp_path, **given)).wait_until_ready()

        yield started


@pytest.fixture
def nobody() -> Iterator[str]:
    """Address at which nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{held.getsockname()[1]}"


def check(gateway: Service) -> httpx.Response:
    return httpx.post(f"http://{gateway.target}/v1/checks", json=STORY, timeout=60)


def test_with_source_reliability_down_the_answer_comes_degraded(start: Start, nobody: str) -> None:
    gateway = start(source_reliability_target=nobody)
    answer = check(gateway).json()
    assert [entry["part"] for entry in answer["degraded"]] == ["source-reliability"]
    [clash] = answer["clashes"]
    assert clash["lean"] == {"claim_id": None, "probability": None, "status": "unavailable"}
    assert clash["sides"][0]["reliability"]["speaker"]["status"] == "unavailable"
    status = httpx.get(f"http://{gateway.target}/v1/status").json()
    assert status["status"] == "degraded"
    assert httpx.get(f"http://{gateway.target}/v1/sources/speaker:x").status_code == 503


@pytest.mark.parametrize(("neighbour", "status"), [("reliability", 200), ("extraction", 504), ("contradiction", 504)])
def test_a_neighbour_that_hangs_is_waited_for_no_longer_than_set(
    start: Start, clashwire: Clashwire, neighbour: str, status: int
) -> None:
    gateway = start(extraction_seconds=1, contradiction_seconds=1, reliability_seconds=0.5)
    paused: Service = getattr(clashwire, neighbour)
    paused.pause()
    try:
        response = check(gateway)
    finally:
        paused.go_on()
    assert response.status_code == status
    assert check(gateway).status_code == 200


@pytest.mark.parametrize("package", ["claim_extraction", "nli_contradiction"])
def test_a_neighbour_that_died_is_503_and_the_gateway_stays_ready(start: Start, tmp_path: Path, package: str) -> None:
    with start_service(package, tmp_path) as doomed:
        gateway = start(**{f"{package}_target": doomed.wait_until_ready().target})
        assert check(gateway).status_code == 200
        assert doomed.stop() == 0
        response = check(gateway)
        assert response.status_code == 503
        assert response.headers["retry-after"]
        assert httpx.get(f"http://{gateway.target}/readyz").status_code == 200


def test_a_gateway_told_to_end_answers_what_it_began_and_exits_with_0(start: Start, clashwire: Clashwire) -> None:
    gateway = start()
    clashwire.extraction.pause()
    answers: list[httpx.Response] = []
    asking = threading.Thread(target=lambda: answers.append(check(gateway)))
    asking.start()
    try:
        _wait_for_unread_bytes(clashwire.extraction)
        gateway.process.send_signal(signal.SIGTERM)
    finally:
        clashwire.extraction.go_on()
    asking.join(timeout=60)
    assert [answer.status_code for answer in answers] == [200]
    assert gateway.process.wait(timeout=30) == 0


def _wait_for_unread_bytes(paused: Service) -> None:
    """Return once a call has reached the paused service: its socket's receive queue is not empty."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        tables = (Path(f"/proc/{paused.process.pid}/net/{name}") for name in ("tcp", "tcp6"))
        rows = (line.split() for table in tables for line in table.read_text().splitlines()[1:])
        own_port = f":{paused.port:04X}"
        if any(local.endswith(own_port) and int(queues.split(":")[1], 16) for _, local, _, _, queues, *_ in rows):
            return
    pytest.fail("no call reached the paused service")


def test_a_gateway_that_others_can_reach_refuses_to_start_without_keys(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    with start_service("gateway", tmp_path, host="0.0.0.0", database_url=url, migrate_on_start=True) as gateway:  # noqa: S104
        assert gateway.process.wait(timeout=60) != 0
        assert "without keys" in gateway.log.read_text()


def test_a_gateway_on_a_database_that_is_not_migrated_refuses_to_start(tmp_path: Path) -> None:
    with start_service("gateway", tmp_path, database_url=f"sqlite:///{tmp_path / 'new.sqlite3'}") as gateway:
        assert gateway.process.wait(timeout=60) != 0
        assert "migrate it first" in gateway.log.read_text()
