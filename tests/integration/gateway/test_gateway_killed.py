"""A gateway killed at random moments under a stream of documents loses nothing and does nothing twice.

`make faults-gateway` runs the long form: 30 kills, 500 documents.
"""

import os
import random
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from gateway.adapters.database import open_engine
from tests.integration.conftest import Clashwire, Service, start_service
from tests.integration.gateway.receiver import Receiver, receiving

LONG = "FAULTS_LONG" in os.environ
KILLS, DOCUMENTS = (30, 500) if LONG else (6, 60)
SENDERS = 3
PATIENCE_SECONDS = 600 if LONG else 90


class Mortal:
    """A gateway that is started again, on the same port, each time it is killed."""

    def __init__(self, stack: ExitStack, folder: Path, settings: dict[str, object]) -> None:
        self._stack, self._folder, self._settings = stack, folder, settings
        self.service = self._start(0)
        self.port = self.service.wait_until_ready().port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _start(self, port: int) -> Service:
        return self._stack.enter_context(start_service("gateway", self._folder, **{**self._settings, "port": port}))

    def live_for(self, seconds: float) -> None:
        """Kill it so long after its start, wherever it is then, and start it again."""
        try:
            self.service.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.service.process.send_signal(signal.SIGKILL)
        self.service.process.wait(30)
        self.service = self._start(self.port)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def mortal(clashwire: Clashwire, database_url: str, tmp_path: Path) -> Iterator[Mortal]:
    settings: dict[str, object] = {
        **clashwire.neighbours(),
        "database_url": database_url,
        "work_lease_seconds": 2,
        "work_poll_seconds": 0.5,
        "webhook_seconds": 1,
        "webhook_first_pause_seconds": 0.2,
        "webhook_at_once": 4,
        "idempotency_lease_seconds": 1,
        "outgoing_http": True,
        "outgoing_private": True,
        "outgoing_ports": "",
    }
    with ExitStack() as stack:
        yield Mortal(stack, tmp_path, settings)


def send(mortal: Mortal, number: int) -> None:
    """Send a document until it is accepted, as a patient client would."""
    body = {"documents": [{"id": f"doc-{number}", "text": f"Mayor Ada of Brill {number} said the bridge was closed."}]}
    headers = {"idempotency-key": f"doc-{number}"}
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            response = httpx.post(f"{mortal.url}/v1/documents", json=body, headers=headers, timeout=10)
        except httpx.HTTPError:
            threading.Event().wait(0.1)
            continue
        if response.status_code == 202:
            return
        assert response.status_code in (409, 503), response.text
        threading.Event().wait(0.1)
    pytest.fail("a document was not accepted in time")


def rows(database_url: str, query: str) -> list[Any]:
    engine = open_engine(database_url)
    with engine.connect() as connection:
        found = list(connection.execute(text(query)))
    engine.dispose()
    return found


def wait_until(holds: Any) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline
        threading.Event().wait(0.2)


@pytest.mark.slow
def test_every_202_is_analysed_once_and_every_event_delivered(
    mortal: Mortal, receiver: Receiver, database_url: str
) -> None:
    began = time.monotonic()
    httpx.post(f"{mortal.url}/v1/webhooks", json={"url": receiver.url}).raise_for_status()
    chance = random.Random(7)  # noqa: S311
    with ThreadPoolExecutor(SENDERS) as senders:
        sent = [senders.submit(send, mortal, number) for number in range(DOCUMENTS)]
        for _ in range(KILLS):
            mortal.live_for(chance.uniform(1.0, 6.0))
        for each in sent:
            each.result()
    wait_until(lambda: rows(database_url, "SELECT count(*) FROM job WHERE state <> 'done'")[0][0] == 0)
    undelivered = "SELECT count(*) FROM webhook_delivery WHERE state <> 'delivered'"
    wait_until(lambda: rows(database_url, undelivered)[0][0] == 0)
    jobs = Counter(row[0] for row in rows(database_url, "SELECT document_id FROM job"))
    checked = Counter(
        row[0] for row in rows(database_url, "SELECT document_id FROM job JOIN stored_check ON id = check_id")
    )
    events = {f"evt_{row[0]}": row[1] for row in rows(database_url, "SELECT number, type FROM event")}
    wanted = {f"doc-{number}": 1 for number in range(DOCUMENTS)}
    assert (jobs, checked) == (wanted, wanted)
    assert Counter(events.values())["document.analyzed"] == DOCUMENTS
    assert set(receiver.ids) == set(events)
    assert len({(message.id, message.body) for message in receiver.messages}) == len(events)
    twice = len(receiver.ids) - len(events)
    seconds = time.monotonic() - began
    print(f"{KILLS} kills, {DOCUMENTS} documents, {len(events)} events, {twice} sent again, {seconds:.0f} s")  # noqa: T201
