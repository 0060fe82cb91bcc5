"""A gateway whose neighbours and records are in memory."""

from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

import httpx
import pytest

from gateway.adapters.formats.limits import FormatLimits
from gateway.adapters.formats.reader import FormatReader
from gateway.api.app import create_app
from gateway.api.bodies import parse_json
from gateway.api.publishing import Publishing
from gateway.api.services import Services
from gateway.domain.accept_documents import AcceptDocuments
from gateway.domain.access import Access, KeyLimits, KeyRing, StoredKeys
from gateway.domain.answer_once import AnswerOnce
from gateway.domain.archive import RecallLimits
from gateway.domain.check_documents import CheckDocuments, CheckLimits
from gateway.domain.clashes import State
from gateway.domain.documents import DocumentLimits
from gateway.domain.manage_keys import ManageKeys
from gateway.domain.quotas import Meter
from gateway.domain.recall import RecallClaims
from gateway.domain.release_events import ReleaseEvents
from gateway.domain.review_clash import DeliverOutcomes, ReviewClash
from gateway.domain.run_jobs import RunJobs
from gateway.domain.sessions import SignIn
from gateway.domain.turns import FairTurns
from gateway.domain.weigh_sides import WeighSides
from gateway.domain.work import RetryPolicy
from tests.fakes.claim_embedder import FakeClaimEmbedder
from tests.fakes.claim_extractor import FakeClaimExtractor
from tests.fakes.clash_finder import FakeClashFinder
from tests.fakes.clock import FakeClock
from tests.fakes.keys import FakeStoredKeys, FakeUsage
from tests.fakes.reliability_service import FakeReliabilityService
from tests.fakes.sessions import FakeSessions
from tests.fakes.unit_of_work import FakeUnitOfWork
from tests.fakes.work_queue import FakeWorkQueue


@dataclass(frozen=True)
class FakeNeighbour:
    name: str
    serving: bool = True

    async def is_serving(self, timeout_seconds: float) -> bool:
        del timeout_seconds
        return self.serving


@dataclass
class FakeReadiness:
    missing: list[str] = field(default_factory=list)


@dataclass
class World:
    """All parts of a gateway, to look into and to break."""

    limits: CheckLimits = field(default_factory=CheckLimits)
    recall_limits: RecallLimits = field(default_factory=RecallLimits)
    extractor: FakeClaimExtractor = field(default_factory=FakeClaimExtractor)
    embedder: FakeClaimEmbedder = field(default_factory=FakeClaimEmbedder)
    finder: FakeClashFinder = field(default_factory=FakeClashFinder)
    reliability: FakeReliabilityService = field(default_factory=FakeReliabilityService)
    unit_of_work: FakeUnitOfWork = field(default_factory=FakeUnitOfWork)
    clock: FakeClock = field(default_factory=FakeClock)
    readiness: FakeReadiness = field(default_factory=FakeReadiness)
    neighbours: list[FakeNeighbour] = field(default_factory=lambda: [FakeNeighbour("claim-extraction")])
    key_ring: KeyRing = field(default_factory=KeyRing)
    reported: list[str] = field(default_factory=list)
    idempotency_lease_seconds: float = 60.0
    sessions: FakeSessions = field(default_factory=FakeSessions)
    usage: FakeUsage = field(default_factory=FakeUsage)
    limits_of_keys: KeyLimits = field(default_factory=KeyLimits)
    threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
    stored_keys: StoredKeys | None = None
    seconded: frozenset[State] = frozenset()
    publishing: Publishing = field(default_factory=Publishing)

    @property
    def access(self) -> Access:
        fake = FakeStoredKeys(lambda: [records.keys for records in self.unit_of_work.tenants.values()], self.clock)
        return Access(self.key_ring, self.stored_keys or fake)

    @property
    def check_documents(self) -> CheckDocuments:
        return CheckDocuments(
            self.extractor,
            self.finder,
            WeighSides(self.reliability),
            self.unit_of_work,
            self.clock,
            self.limits,
            RecallClaims(self.embedder, self.unit_of_work, limits=self.recall_limits),
        )

    @property
    def review_clash(self) -> ReviewClash:
        deliver = DeliverOutcomes(self.reliability, self.unit_of_work, self.clock, 1.0)
        return ReviewClash(self.unit_of_work, deliver, self.clock, self.seconded)

    @property
    def accept_documents(self) -> AcceptDocuments:
        limits = DocumentLimits(100, 1_000_000)
        return AcceptDocuments(self.unit_of_work, self.clock, limits, 100_000)

    @property
    def run_jobs(self) -> RunJobs:
        return RunJobs(
            queue=FakeWorkQueue(self.unit_of_work, self.clock),
            check_documents=self.check_documents,
            clock=self.clock,
            policy=RetryPolicy(most_attempts=3),
            lease_seconds=60.0,
            turns=FairTurns(self.clock, 1_000_000.0),
            report=lambda what, _job: self.reported.append(what),
        )

    @property
    def release_events(self) -> ReleaseEvents:
        return ReleaseEvents(self.unit_of_work, self.clock)

    async def run_all(self) -> None:
        """Work on everything that is due."""
        while await self.run_jobs.next():
            pass

    def services(self) -> Services:
        return Services(
            check_documents=self.check_documents,
            review_clash=self.review_clash,
            accept_documents=self.accept_documents,
            document_reader=FormatReader(self.threads, parse_json, FormatLimits(documents=100, page_bytes=200_000)),
            event_poll_seconds=0.01,
            unit_of_work=self.unit_of_work,
            reliability=self.reliability,
            reliability_seconds=1.0,
            neighbours=self.neighbours,
            readiness=self.readiness,
            access=self.access,
            meter=Meter(self.usage, self.limits_of_keys, self.clock),
            manage_keys=ManageKeys(self.unit_of_work, self.clock, timedelta(hours=24)),
            publishing=self.publishing,
            answer_once=AnswerOnce(self.unit_of_work, self.clock, self.idempotency_lease_seconds, 3600.0),
            sign_in=SignIn(self.access, self.sessions, self.clock, timedelta(hours=12)),
        )


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
async def connect() -> AsyncIterator[Callable[[World], httpx.AsyncClient]]:
    clients: list[httpx.AsyncClient] = []

    def open_client(world: World, max_body_bytes: int = 1_000_000) -> httpx.AsyncClient:
        app = create_app(
            world.services(), max_body_bytes=max_body_bytes, retry_after_seconds=2, allowed_hosts=frozenset({"desk"})
        )
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8080")
        clients.append(client)
        return client

    yield open_client
    for client in clients:
        await client.aclose()


@pytest.fixture
def client(world: World, connect: Callable[[World], httpx.AsyncClient]) -> httpx.AsyncClient:
    return connect(world)
