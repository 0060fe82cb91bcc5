"""All records of one tenant in one transaction, run off the event loop."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Engine, func
from sqlmodel import Session, col, delete, select

from gateway.adapters.audit_records import SqlAudit
from gateway.adapters.claim_records import SqlClaims
from gateway.adapters.clash_records import SqlClashes
from gateway.adapters.database import transaction
from gateway.adapters.document_records import SqlDocuments
from gateway.adapters.event_records import SqlEvents
from gateway.adapters.held_events import SqlEmbargoes, is_due
from gateway.adapters.job_records import SqlJobs
from gateway.adapters.key_records import SqlKeys
from gateway.adapters.notifications import announced
from gateway.adapters.request_records import SqlSavedRequests
from gateway.adapters.tables import CheckDocumentRow, CheckRow, DocumentRow, HeldEventRow, OutcomeRow
from gateway.adapters.threshold_records import SqlThresholds
from gateway.adapters.vectors import VectorMemory
from gateway.adapters.version_records import SqlVersions
from gateway.adapters.webhook_records import SqlDeliveries, SqlWebhooks
from gateway.domain.bell import Bell
from gateway.domain.checks import CheckAnswer
from gateway.domain.ports import Records
from gateway.domain.reliability import Outcome

Result = TypeVar("Result")

_ANSWER = TypeAdapter(CheckAnswer)
_OUTCOME = TypeAdapter(Outcome)


@dataclass(frozen=True)
class SqlChecks:
    session: Session
    tenant: str

    def get(self, check_id: str) -> CheckAnswer | None:
        row = self.session.get(CheckRow, (self.tenant, check_id))
        return _ANSWER.validate_python(row.content) if row else None

    def latest_with(self, document_id: str) -> CheckAnswer | None:
        mine = select(CheckDocumentRow.check_id).where(
            CheckDocumentRow.tenant == self.tenant, CheckDocumentRow.document_id == document_id
        )
        of_document = select(CheckRow).where(CheckRow.tenant == self.tenant, col(CheckRow.id).in_(mine))
        row = self.session.exec(of_document.order_by(col(CheckRow.made_at).desc()).limit(1)).first()
        return _ANSWER.validate_python(row.content) if row else None

    def put(self, answer: CheckAnswer, at: datetime) -> None:
        content = _ANSWER.dump_python(answer, mode="json")
        self.session.add(CheckRow(tenant=self.tenant, id=answer.id, made_at=at, content=content))
        for document_id in {*(coverage.id for coverage in answer.documents), *answer.archived}:
            self.session.add(CheckDocumentRow(tenant=self.tenant, check_id=answer.id, document_id=document_id))


@dataclass(frozen=True)
class SqlOutbox:
    session: Session
    tenant: str

    def add(self, outcomes: Sequence[Outcome]) -> None:
        last = self.session.exec(select(func.max(OutcomeRow.number))).one() or 0
        for number, outcome in enumerate(outcomes, start=last + 1):
            content = _OUTCOME.dump_python(outcome, mode="json")
            self.session.merge(OutcomeRow(tenant=self.tenant, id=outcome.id, number=number, content=content))

    def pending(self, limit: int) -> tuple[Outcome, ...]:
        mine = select(OutcomeRow).where(OutcomeRow.tenant == self.tenant, col(OutcomeRow.parked).is_(None))
        rows = self.session.exec(mine.order_by(col(OutcomeRow.number)).limit(limit))
        return tuple(_OUTCOME.validate_python(row.content) for row in rows)

    def delivered(self, outcome_ids: Collection[str]) -> None:
        mine = (col(OutcomeRow.tenant) == self.tenant, col(OutcomeRow.id).in_(outcome_ids))
        self.session.exec(delete(OutcomeRow).where(*mine))

    def park(self, outcome_id: str, reason: str) -> None:
        row = self.session.get_one(OutcomeRow, (self.tenant, outcome_id))
        row.parked = reason

    def parked(self) -> dict[str, str]:
        mine = select(OutcomeRow).where(OutcomeRow.tenant == self.tenant, col(OutcomeRow.parked).is_not(None))
        return {row.id: row.parked or "" for row in self.session.exec(mine)}


@dataclass(frozen=True)
class SqlRecords:
    """The records of one tenant behind one session."""

    session: Session
    tenant: str
    memory: VectorMemory = field(default_factory=VectorMemory)

    @property
    def documents(self) -> SqlDocuments:
        return SqlDocuments(self.session, self.tenant)

    @property
    def claims(self) -> SqlClaims:
        return SqlClaims(self.session, self.tenant, self.memory)

    @property
    def clashes(self) -> SqlClashes:
        return SqlClashes(self.session, self.tenant)

    @property
    def checks(self) -> SqlChecks:
        return SqlChecks(self.session, self.tenant)

    @property
    def outbox(self) -> SqlOutbox:
        return SqlOutbox(self.session, self.tenant)

    @property
    def saved_requests(self) -> SqlSavedRequests:
        return SqlSavedRequests(self.session, self.tenant)

    @property
    def jobs(self) -> SqlJobs:
        return SqlJobs(self.session, self.tenant)

    @property
    def events(self) -> SqlEvents:
        return SqlEvents(self.session, self.tenant)

    @property
    def webhooks(self) -> SqlWebhooks:
        return SqlWebhooks(self.session, self.tenant)

    @property
    def deliveries(self) -> SqlDeliveries:
        return SqlDeliveries(self.session, self.tenant)

    @property
    def versions(self) -> SqlVersions:
        return SqlVersions(self.session, self.tenant)

    @property
    def embargoes(self) -> SqlEmbargoes:
        return SqlEmbargoes(self.session, self.tenant)

    @property
    def keys(self) -> SqlKeys:
        return SqlKeys(self.session, self.tenant)

    @property
    def audit(self) -> SqlAudit:
        return SqlAudit(self.session, self.tenant)

    @property
    def thresholds(self) -> SqlThresholds:
        return SqlThresholds(self.session, self.tenant)


@dataclass(frozen=True)
class SqlUnitOfWork:
    """Transactions on threads of their own, so that a slow disk holds up no other request."""

    engine: Engine
    threads: ThreadPoolExecutor
    bell: Bell = field(default_factory=Bell)
    memory: VectorMemory = field(default_factory=VectorMemory)

    async def read(self, tenant: str, work: Callable[[Records], Result]) -> Result:
        result, _ = await self._run(lambda: self._transact(tenant, work, reading=True))
        return result

    async def write(self, tenant: str, work: Callable[[Records], Result]) -> Result:
        result, topics = await self._run(lambda: self._transact(tenant, work, reading=False))
        for topic in topics:
            self.bell.ring(topic)
        return result

    async def tenants_with_pending_outcomes(self) -> tuple[str, ...]:
        def find() -> tuple[str, ...]:
            with transaction(self.engine, reading=True) as session:
                return tuple(session.exec(select(OutcomeRow.tenant).where(col(OutcomeRow.parked).is_(None)).distinct()))

        return await self._run(find)

    async def tenants_with_events_to_release(self, now: datetime) -> tuple[str, ...]:
        def find() -> tuple[str, ...]:
            with transaction(self.engine, reading=True) as session:
                return tuple(session.exec(select(HeldEventRow.tenant).where(is_due(now)).distinct()))

        return await self._run(find)

    async def tenants_with_documents_before(self, moment: datetime) -> tuple[str, ...]:
        def find() -> tuple[str, ...]:
            with transaction(self.engine, reading=True) as session:
                query = select(DocumentRow.tenant).where(col(DocumentRow.stored_at) < moment)
                return tuple(session.exec(query.distinct()))

        return await self._run(find)

    def _transact(
        self, tenant: str, work: Callable[[Records], Result], *, reading: bool
    ) -> tuple[Result, frozenset[str]]:
        with transaction(self.engine, tenant, reading=reading) as session:
            return work(SqlRecords(session, tenant, self.memory)), announced(session)

    async def _run(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self.threads, work)
