"""A desk that accepts documents and works on them over a real database, its neighbours in memory."""

from gateway.adapters.records import SqlUnitOfWork
from gateway.adapters.work_queue import SqlWorkQueue
from gateway.domain.accept_documents import AcceptDocuments
from gateway.domain.check_documents import CheckDocuments, CheckLimits
from gateway.domain.documents import Document, DocumentLimits
from gateway.domain.incoming import Incoming
from gateway.domain.priorities import Priority
from gateway.domain.recall import RecallClaims
from gateway.domain.run_jobs import RunJobs
from gateway.domain.turns import FairTurns
from gateway.domain.weigh_sides import WeighSides
from gateway.domain.work import Job, Operation, RetryPolicy
from tests.fakes.claim_embedder import FakeClaimEmbedder
from tests.fakes.claim_extractor import FakeClaimExtractor
from tests.fakes.clash_finder import FakeClashFinder
from tests.fakes.clock import FakeClock
from tests.fakes.reliability_service import FakeReliabilityService

TURN_SECONDS = 1_000.0


class Desk:
    """Accepts and works for one tenant."""

    def __init__(self, unit_of_work: SqlUnitOfWork) -> None:
        self.unit_of_work = unit_of_work
        self.clock = FakeClock()
        self.extractor = FakeClaimExtractor()
        self.queue = SqlWorkQueue(unit_of_work.engine, unit_of_work.threads, self.clock)
        self.turns = FairTurns(self.clock, TURN_SECONDS)
        self.done: list[str] = []

    async def accept(self, *documents: Document, tenant: str = "t", priority: Priority | None = None) -> Operation:
        limits = DocumentLimits(100, 1_000_000)
        accept = AcceptDocuments(self.unit_of_work, self.clock, limits, 100_000)
        return (await accept(tenant, Incoming(documents), priority=priority)).operation

    def runner(self) -> RunJobs:
        check_documents = CheckDocuments(
            self.extractor,
            FakeClashFinder(),
            WeighSides(FakeReliabilityService()),
            self.unit_of_work,
            self.clock,
            CheckLimits(),
            RecallClaims(FakeClaimEmbedder(), self.unit_of_work),
        )
        return RunJobs(
            self.queue,
            check_documents,
            self.clock,
            RetryPolicy(2),
            60.0,
            self.turns,
            lambda _what, job: self.done.append(job.document_id),
        )

    async def work(self) -> None:
        while await self.runner().next():
            pass

    async def jobs(self, operation: Operation) -> tuple[Job, ...]:
        return await self.unit_of_work.read("t", lambda records: records.jobs.of_operation(operation.id))
