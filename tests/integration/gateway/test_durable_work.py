"""Accepted documents survive the violent death of the gateway, and are worked on by separate workers."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.integration.conftest import Clashwire, Service, start_service

Start = Callable[..., Service]
STORY = "The ministry of Velden denied that soldiers had entered the port of Marl number {number}."


@pytest.fixture
def start(clashwire: Clashwire, tmp_path: Path) -> Iterator[Start]:
    """Start gateways on one database, next to the shared neighbours."""
    with ExitStack() as stack:

        def started(**settings: object) -> Service:
            given = {
                **clashwire.neighbours(),
                "database_url": f"sqlite:///{tmp_path / 'gateway.sqlite3'}",
                "migrate_on_start": True,
                "work_lease_seconds": 2,
                **settings,
            }
            return stack.enter_context(start_service("gateway", tmp_path, **given)).wait_until_ready()

        yield started


def accept(gateway: Service, numbers: range) -> str:
    documents = [{"id": f"story-{number}", "text": STORY.format(number=number)} for number in numbers]
    response = httpx.post(f"http://{gateway.target}/v1/documents", json={"documents": documents}, timeout=30)
    assert response.status_code == 202
    return str(response.headers["location"])


def wait_until_done(gateway: Service, location: str) -> list[dict[str, str]]:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        operation = httpx.get(f"http://{gateway.target}{location}", timeout=30).json()
        if operation["state"] in ("done", "parked"):
            jobs: list[dict[str, str]] = operation["jobs"]
            return jobs
    pytest.fail("the work was not done in time")


def wait_until_some_are_done(gateway: Service, least: int) -> None:
    while httpx.get(f"http://{gateway.target}/v1/operations", timeout=30).json()["counts"]["done"] < least:
        pass


def test_every_202_ends_in_exactly_one_check_though_the_gateway_is_killed_again_and_again(start: Start) -> None:
    gateway = start()
    location = accept(gateway, range(16))
    for done in (1, 5, 9):
        wait_until_some_are_done(gateway, done)
        gateway.process.send_signal(signal.SIGKILL)
        gateway.process.wait(timeout=30)
        gateway = start()
    jobs = wait_until_done(gateway, location)
    assert {job["state"] for job in jobs} == {"done"}
    checks = {job["check_id"] for job in jobs}
    assert len(checks) == 16
    for check_id in checks:
        assert httpx.get(f"http://{gateway.target}/v1/checks/{check_id}", timeout=30).status_code == 200


def test_one_gateway_accepts_and_a_worker_beside_it_works(start: Start) -> None:
    api = start(role="api")
    location = accept(api, range(3))
    worker = start(role="worker")
    assert {job["state"] for job in wait_until_done(api, location)} == {"done"}
    assert httpx.get(f"http://{worker.target}/readyz").status_code == 200
    assert httpx.get(f"http://{worker.target}/v1/clashes").status_code == 404
    assert worker.stop() == 0
