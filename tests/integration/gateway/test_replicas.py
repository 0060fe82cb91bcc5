"""Two gateways and two workers on one PostgreSQL are one gateway to whoever asks."""

import hashlib
import itertools
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field

import httpx
import pytest
from sqlalchemy import text

from gateway.adapters.database import migrate, open_engine, transaction
from gateway.adapters.event_records import SqlEvents
from gateway.domain.events import EventType, NewEvent
from tests.fakes.clock import FakeClock
from tests.integration.conftest import Clashwire, Service, start_service
from tests.integration.gateway import test_whole_path

KEY = "a key of both replicas"
TENANT = "replicated"
OF_ONE_PROCESS = "test_requests_are_told_apart_in_the_logs_of_every_service"
globals().update(
    {
        name: value
        for name, value in vars(test_whole_path).items()
        if name.startswith("test_") and name != OF_ONE_PROCESS
    }
)


@dataclass
class Alternating(httpx.BaseTransport):
    """Sends every request to the other gateway."""

    gateways: tuple[Service, Service]
    turns: Iterator[int] = field(default_factory=lambda: itertools.cycle((0, 1)))
    transport: httpx.HTTPTransport = field(default_factory=httpx.HTTPTransport)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(port=self.gateways[next(self.turns)].port)
        return self.transport.handle_request(request)

    def close(self) -> None:
        self.transport.close()


@pytest.fixture(scope="module")
def database(postgresql: str) -> str:
    """A database of their own beside the one that other tests empty."""
    engine = open_engine(postgresql)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CREATE DATABASE replicated"))
    url = engine.url.set(database="replicated").render_as_string(hide_password=False)
    engine.dispose()
    own = open_engine(url)
    migrate(own)
    own.dispose()
    return url


@pytest.fixture(scope="module")
def gateways(
    clashwire: Clashwire, database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Service, Service]]:
    given = {
        **clashwire.neighbours(),
        "database_url": database,
        "api_keys": f"r:{TENANT}:check+read+review+admin:{hashlib.sha256(KEY.encode()).hexdigest()}",
        "event_poll_seconds": 30,
        "work_poll_seconds": 30,
    }
    with ExitStack() as stack:
        started = [
            stack.enter_context(start_service("gateway", tmp_path_factory.mktemp(role), **{**given, "role": role}))
            for role in ("api", "api", "worker", "worker")
        ]
        first, second, *_ = [service.wait_until_ready() for service in started]
        yield first, second


@pytest.fixture
def http(gateways: tuple[Service, Service]) -> Iterator[httpx.Client]:
    """A client whose every request goes to the other gateway."""
    headers = {"authorization": f"Bearer {KEY}"}
    with httpx.Client(
        transport=Alternating(gateways), base_url="http://127.0.0.1", timeout=120, headers=headers
    ) as client:
        yield client


def test_work_accepted_by_one_gateway_is_done_by_workers_and_seen_on_the_other(http: httpx.Client) -> None:
    documents = [{"id": f"later-{number}", "text": f"Mayor Ada of Brill {number} said so."} for number in range(6)]
    accepted = http.post("/v1/documents", json={"documents": documents})
    deadline = time.monotonic() + 60
    while (operation := http.get(accepted.headers["location"]).json())["state"] != "done":
        assert time.monotonic() < deadline
    assert len({job["check_id"] for job in operation["jobs"]}) == 6


def test_a_request_under_one_key_is_worked_on_once_whichever_gateway_it_reaches(http: httpx.Client) -> None:
    story = {"documents": [{"id": "once", "text": "Mayor Ada of Tull said the bridge was closed."}]}
    with ThreadPoolExecutor(4) as threads:
        sent = [threads.submit(_checked, http, story) for _ in range(4)]
        answers = [each.result() for each in sent]
    assert {answer.status_code for answer in answers} <= {200, 409}
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 200}) == 1
    other = {"documents": [{"id": "once", "text": "Another text."}]}
    assert [_checked(http, other).status_code for _ in range(2)] == [422, 422]


def _checked(http: httpx.Client, body: object) -> httpx.Response:
    return http.post("/v1/checks", json=body, headers={"idempotency-key": "once"})


@dataclass
class Reader:
    """Reads events of both gateways in turn, as one client that is cut off again and again."""

    gateways: tuple[Service, Service]
    start: int
    wanted: int
    events_per_connection: int = 40
    numbers: list[int] = field(default_factory=list)
    arrived: dict[int, float] = field(default_factory=dict)
    connected: threading.Event = field(default_factory=threading.Event)

    def read(self) -> None:
        for gateway in itertools.cycle(self.gateways):
            self._read_some(gateway)
            if len(self.numbers) >= self.wanted:
                return

    def _read_some(self, gateway: Service) -> None:
        last = self.numbers[-1] if self.numbers else self.start
        headers = {"authorization": f"Bearer {KEY}", "last-event-id": str(last)}
        url = f"http://{gateway.target}/v1/events"
        with httpx.stream("GET", url, headers=headers, timeout=20) as stream:
            seen = 0
            for line in stream.iter_lines():
                self.connected.set()
                if line.startswith("id: "):
                    number, seen = int(line[4:]), seen + 1
                    self.numbers.append(number)
                    self.arrived[number] = time.monotonic()
                if seen == self.events_per_connection or len(self.numbers) >= self.wanted:
                    return


def test_a_client_that_changes_gateways_misses_and_repeats_no_event(
    gateways: tuple[Service, Service], database: str
) -> None:
    """200 events a second, four to a transaction, from four writers of different pace; no poll would be in time."""
    engine = open_engine(database)
    with engine.connect() as connection:
        start = connection.execute(text("SELECT coalesce(max(number), 0) FROM event")).scalar_one()
    reader = Reader(gateways, start, wanted=600)
    reading = threading.Thread(target=reader.read)
    reading.start()
    assert reader.connected.wait(30)
    committed: dict[int, float] = {}
    began = time.monotonic()

    def write(turn: int) -> None:
        threading.Event().wait(max(0.0, began + turn / 50 - time.monotonic()))
        with transaction(engine, TENANT, reading=False) as session:
            records = SqlEvents(session, TENANT)
            records.add([NewEvent(EventType.DOCUMENT_ANALYZED, FakeClock().now(), {"claims": turn})] * 4)
            last = records.last_number()
            session.connection().exec_driver_sql(f"SELECT pg_sleep({0.001 * (turn % 4)})")
        committed.update(dict.fromkeys(range(last - 3, last + 1), time.monotonic()))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(150)))
    reading.join(30)
    engine.dispose()
    assert not reading.is_alive()
    assert reader.numbers == sorted(committed)
    assert len(reader.numbers) == 600
    late = sorted(reader.arrived[number] - committed[number] for number in committed)
    rate = 600 / (max(committed.values()) - began)
    print(f"{rate:.0f} events/s, {1000 * late[300]:.0f} ms p50, {1000 * late[594]:.0f} ms p99 after the commit")  # noqa: T201
    assert late[300] < 1
