"""A real gateway on a real port over a real database, its neighbours fakes, and a real browser before it."""

import asyncio
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import httpx
import pytest

from gateway.adapters.database import migrate, open_engine
from gateway.adapters.key_records import SqlStoredKeys
from gateway.adapters.records import SqlUnitOfWork
from gateway.adapters.session_records import SqlSessions
from gateway.adapters.system_clock import SystemClock
from gateway.api.app import create_app
from gateway.api.server import HttpServer, listen
from gateway.domain.access import KeyRing
from gateway.domain.ports import Records
from tests.desk import newsroom
from tests.desk.track_record import KnownSource
from tests.unit.gateway.conftest import World

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

HAS_PLAYWRIGHT = find_spec("playwright") is not None
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

Result = TypeVar("Result")

collect_ignore_glob = [] if HAS_PLAYWRIGHT else ["test_*.py"]


def pytest_report_header() -> str | None:
    return None if HAS_PLAYWRIGHT else "tests/desk is left out: playwright is not installed (make setup)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if CHROMIUM is None and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="no Chromium is installed (apt-get install chromium)"))


class Desk:
    """A running gateway with its desk."""

    def __init__(self, database: Path, key_ring: KeyRing | None = None) -> None:
        self.engine = open_engine(f"sqlite:///{database}")
        self.threads = ThreadPoolExecutor(4)
        self.unit_of_work = SqlUnitOfWork(self.engine, self.threads)
        self.reliability = KnownSource(datetime.now(UTC))
        world = World(key_ring=key_ring or KeyRing(), reliability=self.reliability)
        world.unit_of_work, world.clock = self.unit_of_work, SystemClock()
        world.sessions = SqlSessions(self.engine, self.threads)
        world.stored_keys = SqlStoredKeys(self.engine, self.threads, SystemClock())
        app = create_app(world.services(), max_body_bytes=8_000_000, retry_after_seconds=1, allowed_hosts=frozenset())
        self.server = HttpServer(app, 1.0)
        self.listener = listen("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.thread = threading.Thread(target=lambda: asyncio.run(self.server.serve(sockets=[self.listener])))

    def start(self) -> None:
        self.thread.start()
        while not self.server.started:
            assert self.thread.is_alive()

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(10)
        self.listener.close()
        self.threads.shutdown()
        self.engine.dispose()

    def write(self, work: Callable[[Records], Result]) -> Result:
        return self.unit_of_work._transact("default", work, reading=False)

    def fill(self) -> None:
        self.write(lambda records: newsroom.fill(records, datetime.now(UTC)))

    def check(self, *lines: str) -> None:
        """Check a story of lines such as `Ministry denies Troops came`, as a content system would."""
        answer = httpx.post(f"{self.url}/v1/checks", json={"documents": [{"text": "\n".join(lines)}]})
        answer.raise_for_status()

    def review(self, clash_id: str, verdict: str, reviewer: str) -> None:
        """Decide as another editor would from elsewhere."""
        body = {"verdict": verdict, "reviewer": reviewer, "reason": "seen elsewhere"}
        httpx.post(f"{self.url}/v1/clashes/{clash_id}/reviews", json=body).raise_for_status()

    def state(self, clash_id: str) -> str:
        return str(httpx.get(f"{self.url}/v1/clashes/{clash_id}").json()["state"])


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "gateway.sqlite3"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def open_desk(migrated: Path, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    desks: list[Desk] = []

    def start(key_ring: KeyRing | None = None) -> Desk:
        copy = tmp_path / f"desk{len(desks)}.sqlite3"
        shutil.copy(migrated, copy)
        desk = Desk(copy, key_ring)
        desk.start()
        desks.append(desk)
        return desk

    yield start
    for desk in desks:
        desk.stop()


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    return open_desk()


@pytest.fixture
def full_desk(desk: Desk) -> Desk:
    desk.fill()
    return desk


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (may be missing)

    with sync_playwright() as started:
        launched = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def context(browser: "Browser") -> Iterator["BrowserContext"]:
    opened = browser.new_context(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(6_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: "BrowserContext") -> Iterator["Page"]:
    """A page that must report no error of its own and break no content policy."""
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if "policy" in message.text.lower() else None)
    yield opened
    assert faults == []
