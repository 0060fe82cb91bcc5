"""What the gateway needs from elsewhere."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from gateway.domain.archive import Embeddings, Recalled, RecallLimits, Sought
from gateway.domain.audit import Audit
from gateway.domain.checks import CheckAnswer, Coverage, Degraded, Model, Update
from gateway.domain.claims import Claim
from gateway.domain.clashes import Clash, Lean, SourceReliability, State, StoredClash
from gateway.domain.documents import Document
from gateway.domain.edition_records import Embargoes, Versions
from gateway.domain.events import Event, NewEvent
from gateway.domain.keys import Keys
from gateway.domain.listing import ClaimFilter, ClashFilter, Order, Page, PageRequest
from gateway.domain.priorities import Priority
from gateway.domain.reliability import (
    Contender,
    Outcome,
    Override,
    RecordedOutcome,
    ReliabilityQuery,
    Shift,
    SourceNames,
    SourceReport,
)
from gateway.domain.saved_answers import SavedRequests
from gateway.domain.thresholds import NO_THRESHOLDS, KeyThresholds, Thresholds
from gateway.domain.webhook_ports import Deliveries, Webhooks
from gateway.domain.work import Job, JobFailure, JobState

Result = TypeVar("Result")


class Clock(Protocol):
    def now(self) -> datetime:
        """Return the time of day, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds from an arbitrary start; never goes back."""
        ...


@dataclass(frozen=True)
class Extraction:
    """Claims in document order, coverage per document, and what fell short."""

    claims: tuple[Claim, ...]
    coverage: tuple[Coverage, ...]
    degraded: tuple[Degraded, ...]
    model: Model


class ClaimExtractor(Protocol):
    async def extract(self, tenant: str, documents: Sequence[Document], timeout_seconds: float) -> Extraction: ...


@dataclass(frozen=True)
class ClashQuestion:
    """Claims to compare, their documents by id, and which claims come from the archive."""

    claims: tuple[Claim, ...]
    documents: Mapping[str, Document]
    archived_claim_ids: frozenset[str]
    max_pairs: int
    thresholds: Thresholds = NO_THRESHOLDS


@dataclass(frozen=True)
class ClashFindings:
    """Clashes and unsure pairs have stored ids, state open and no reliability yet."""

    clashes: tuple[Clash, ...]
    unsure: tuple[Clash, ...]
    updates: tuple[Update, ...]
    candidate_pairs: int
    pairs_skipped: int
    model: Model | None


class ClashFinder(Protocol):
    async def find(self, tenant: str, question: ClashQuestion, timeout_seconds: float) -> ClashFindings: ...


class ReliabilityService(Protocol):
    async def reliabilities(
        self,
        tenant: str,
        queries: Sequence[ReliabilityQuery],
        timeout_seconds: float,
        as_of: datetime | None = None,
    ) -> tuple[SourceReliability, ...]:
        """Answer in the order of the queries, from what was known then or, where no time is given, is known now."""
        ...

    async def report(self, tenant: str, query: ReliabilityQuery, timeout_seconds: float) -> SourceReport: ...

    async def lean(self, tenant: str, contenders: Sequence[Contender], timeout_seconds: float) -> Lean:
        """Tell which of the claims is likelier."""
        ...

    async def record(self, tenant: str, outcomes: Sequence[Outcome], timeout_seconds: float) -> tuple[Shift, ...]:
        """Tell outcomes; return the jumps of reliability they caused."""
        ...

    async def override(self, tenant: str, override: Override, timeout_seconds: float) -> None: ...

    async def link(self, tenant: str, names: SourceNames, timeout_seconds: float) -> SourceNames:
        """Add aliases and set the parent of a source; return its id with all of them."""
        ...

    async def track_record(
        self, tenant: str, source: str, page: PageRequest, timeout_seconds: float
    ) -> Page[RecordedOutcome]: ...


class Documents(Protocol):
    def get(self, document_id: str) -> Document | None: ...

    def with_ids(self, document_ids: Collection[str]) -> dict[str, Document]: ...

    def put(self, document: Document, at: datetime) -> None: ...

    def stored_before(self, moment: datetime, limit: int) -> tuple[str, ...]:
        """Ids of documents last stored before, the oldest first."""
        ...

    def akin(self, traces: Collection[int], excluding: Collection[str], limit: int) -> tuple[Document, ...]:
        """Documents that share most of these traces of their origin, at most so many."""
        ...

    def remove(self, document_id: str) -> bool:
        """Erase the document with its versions, claims, work and events, and what it was part of."""
        ...


class Claims(Protocol):
    def of_document(self, document_id: str) -> tuple[Claim, ...]: ...

    def with_ids(self, claim_ids: Collection[str]) -> dict[str, Claim]: ...

    def replace(
        self, document: Document, claims: Sequence[Claim], embeddings: Embeddings | None = None
    ) -> frozenset[str]:
        """Store these as all claims of the document; return the ids of claims that are gone.

        Claims whose vectors are not given wait in the backlog.
        """
        ...

    def last_number(self) -> int:
        """Number of the newest claim; 0 where there is none. Numbers grow in the order in which claims are stored."""
        ...

    def came_after(self, number: int, excluding: Collection[str]) -> bool:
        """Whether claims of other documents than these have been stored since."""
        ...

    def recall(self, sought: Sought, limits: RecallLimits) -> Recalled:
        """Archived claims that may be about the same as those sought, copies folded into the earliest."""
        ...

    def page(self, wanted: ClaimFilter, page: PageRequest) -> Page[Claim]:
        """Search the archive."""
        ...


class Clashes(Protocol):
    def get(self, clash_id: str) -> StoredClash | None: ...

    def with_ids(self, clash_ids: Collection[str]) -> dict[str, StoredClash]: ...

    def dismissed(self, fingerprints: Collection[str]) -> dict[str, StoredClash]:
        """Dismissed clashes by fingerprint."""
        ...

    def on_claims(self, claim_ids: Collection[str]) -> tuple[StoredClash, ...]: ...

    def put(self, stored: StoredClash) -> None: ...

    def page(self, wanted: ClashFilter, page: PageRequest, order: Order = Order.NEWEST) -> Page[StoredClash]:
        """Equally severe ones newest first; a page token belongs to one order."""
        ...

    def counts(self, wanted: ClashFilter) -> dict[State, int]:
        """How many there are in each state, whatever state is wanted."""
        ...

    def opened(self, key_id: str, since: datetime) -> tuple[tuple[datetime, float], ...]:
        """When what the key sent was opened, with the probability of each."""
        ...

    def last_change(self) -> tuple[int, datetime | None]:
        """How many there are and when one last changed: it differs after every change."""
        ...

    def remove_of_document(self, document_id: str) -> None: ...


class Checks(Protocol):
    def get(self, check_id: str) -> CheckAnswer | None: ...

    def latest_with(self, document_id: str) -> CheckAnswer | None:
        """Return the newest check that read the document or met it in the archive."""
        ...

    def put(self, answer: CheckAnswer, at: datetime) -> None: ...


class Outbox(Protocol):
    """Outcomes that source-reliability has not acknowledged yet."""

    def add(self, outcomes: Sequence[Outcome]) -> None: ...

    def pending(self, limit: int) -> tuple[Outcome, ...]: ...

    def delivered(self, outcome_ids: Collection[str]) -> None: ...

    def park(self, outcome_id: str, reason: str) -> None:
        """Keep the outcome, but no longer as pending."""
        ...

    def parked(self) -> dict[str, str]:
        """Ids of parked outcomes with the reason of each."""
        ...


class Jobs(Protocol):
    """Accepted work of one tenant."""

    def add(self, jobs: Sequence[Job]) -> None: ...

    def hasten(self, document_ids: Collection[str], priority: Priority) -> None:
        """Give work on these documents that waits this priority, where its own is lower."""
        ...

    def of_operation(self, operation_id: str) -> tuple[Job, ...]: ...

    def page(self, state: JobState | None, page: PageRequest) -> Page[Job]:
        """Newest first."""
        ...

    def counts(self) -> dict[JobState, int]: ...

    def finish(self, job: Job, after: Job) -> None:
        """Store the outcome of the attempt, and end parked work on older versions of the document.

        CONFLICT where the lease has gone to another.
        """
        ...

    def supersede(self, document_ids: Collection[str], check_id: str) -> None:
        """End all work on these documents that is not done: a check of a newer version has taken its place."""
        ...

    def withdraw(self, document_id: str, why: JobFailure, states: Collection[JobState]) -> None:
        """End work on the document that stands in one of these states, with no check; it is done, and says why."""
        ...

    def revive_parked(self, now: datetime, operation_id: str | None = None, document_id: str | None = None) -> int:
        """Let parked work wait again, all of it or that of an operation or document; return how many pieces."""
        ...


class Events(Protocol):
    """What happened, in the order in which it became visible."""

    def add(self, events: Sequence[NewEvent]) -> None:
        """Tell them, each as of its time; those of documents under embargo wait without a number."""
        ...

    def release(self, now: datetime) -> None:
        """Tell those that waited for embargoes that have ended, in the order in which they came."""
        ...

    def after(self, number: int, limit: int) -> tuple[Event, ...]: ...

    def last_number(self) -> int:
        """Number of the newest event; 0 where there is none."""
        ...


class Records(Protocol):
    """Everything stored for one tenant, inside one transaction."""

    @property
    def documents(self) -> Documents: ...

    @property
    def claims(self) -> Claims: ...

    @property
    def clashes(self) -> Clashes: ...

    @property
    def checks(self) -> Checks: ...

    @property
    def outbox(self) -> Outbox: ...

    @property
    def saved_requests(self) -> SavedRequests: ...

    @property
    def jobs(self) -> Jobs: ...

    @property
    def events(self) -> Events: ...

    @property
    def webhooks(self) -> Webhooks: ...

    @property
    def deliveries(self) -> Deliveries: ...

    @property
    def versions(self) -> Versions: ...

    @property
    def embargoes(self) -> Embargoes: ...

    @property
    def keys(self) -> Keys: ...

    @property
    def audit(self) -> Audit: ...

    @property
    def thresholds(self) -> KeyThresholds: ...


class UnitOfWork(Protocol):
    """Runs work on the records of a tenant, all of it or nothing, off the event loop."""

    async def read(self, tenant: str, work: Callable[[Records], Result]) -> Result: ...

    async def write(self, tenant: str, work: Callable[[Records], Result]) -> Result: ...

    async def tenants_with_pending_outcomes(self) -> tuple[str, ...]: ...

    async def tenants_with_events_to_release(self, now: datetime) -> tuple[str, ...]: ...

    async def tenants_with_documents_before(self, moment: datetime) -> tuple[str, ...]: ...
