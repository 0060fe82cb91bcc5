"""Records of tenants in memory; a failed write leaves no trace."""

import copy
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from gateway.domain.archive import Embeddings, Recalled, RecallLimits, Sought, copy_key
from gateway.domain.checks import CheckAnswer
from gateway.domain.claims import Claim
from gateway.domain.clashes import State, StoredClash
from gateway.domain.documents import Document
from gateway.domain.events import Event, NewEvent
from gateway.domain.listing import ClaimFilter, ClashFilter, Order, Page, PageRequest
from gateway.domain.ports import Records
from gateway.domain.provenance import provenance
from gateway.domain.reliability import Outcome
from gateway.domain.saved_answers import SavedRequest
from gateway.domain.versions import KnownVersion
from tests.fakes.jobs import FakeJobs
from tests.fakes.keys import FakeAudit, FakeKeys, FakeThresholds
from tests.fakes.webhooks import FakeDeliveries, FakeWebhooks

Result = TypeVar("Result")


@dataclass
class FakeDocuments:
    rows: dict[str, Document] = field(default_factory=dict)
    stored_at: dict[str, datetime] = field(default_factory=dict)

    def get(self, document_id: str) -> Document | None:
        return self.rows.get(document_id)

    def with_ids(self, document_ids: Collection[str]) -> dict[str, Document]:
        return {i: self.rows[i] for i in document_ids if i in self.rows}

    def put(self, document: Document, at: datetime) -> None:
        self.rows[document.id] = document
        self.stored_at[document.id] = at

    def stored_before(self, moment: datetime, limit: int) -> tuple[str, ...]:
        old = [i for i in self.rows if self.stored_at[i] < moment]
        return tuple(sorted(old, key=lambda i: self.stored_at[i])[:limit])

    def akin(self, traces: Collection[int], excluding: Collection[str], limit: int) -> tuple[Document, ...]:
        shared = {d.id: len(provenance(d).traces & set(traces)) for d in self.rows.values() if d.id not in excluding}
        most = sorted((i for i in shared if shared[i]), key=lambda i: -shared[i])
        return tuple(self.rows[document_id] for document_id in most[:limit])

    def remove(self, document_id: str) -> bool:
        return self.rows.pop(document_id, None) is not None


@dataclass
class FakeClaims:
    rows: dict[str, Claim] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    embedded: Embeddings | None = None
    numbers: dict[str, int] = field(default_factory=dict)
    given: int = 0

    def of_document(self, document_id: str) -> tuple[Claim, ...]:
        return tuple(claim for claim in self.rows.values() if claim.document_id == document_id)

    def with_ids(self, claim_ids: Collection[str]) -> dict[str, Claim]:
        return {i: self.rows[i] for i in claim_ids if i in self.rows}

    def replace(
        self, document: Document, claims: Sequence[Claim], embeddings: Embeddings | None = None
    ) -> frozenset[str]:
        before = {claim.id for claim in self.of_document(document.id)}
        for claim_id in before:
            del self.rows[claim_id]
        self.rows.update({claim.id: claim for claim in claims})
        self.keys.update({claim.id: copy_key(claim, document.origin_id) for claim in claims})
        self.embedded = embeddings
        self.numbers |= {claim.id: self.given + place for place, claim in enumerate(claims, start=1)}
        self.given += len(claims)
        return frozenset(before - self.rows.keys())

    def last_number(self) -> int:
        return self.given

    def came_after(self, number: int, excluding: Collection[str]) -> bool:
        later = [claim for claim in self.rows.values() if self.numbers[claim.id] > number]
        return any(claim.document_id not in excluding for claim in later)

    def recall(self, sought: Sought, limits: RecallLimits) -> Recalled:
        said = {claim.proposition for claim in sought.claims}
        met = [c for c in self.rows.values() if c.proposition in said and c.document_id not in sought.excluding]
        by_key = {self.keys[claim.id]: claim for claim in reversed(met)}
        copies = {claim_id: by_key[key] for claim_id, key in sought.copy_keys.items() if key in by_key}
        others = [claim for claim in by_key.values() if claim not in copies.values()]
        return Recalled(tuple(others[: limits.archived_claims]), copies)

    def page(self, wanted: ClaimFilter, page: PageRequest) -> Page[Claim]:
        kept = [c for c in self.rows.values() if wanted.words in c.quote.text and wanted.stance in (None, c.stance)]
        return Page(tuple(kept[: page.size]), "")


@dataclass
class FakeClashes:
    rows: dict[str, StoredClash] = field(default_factory=dict)

    def get(self, clash_id: str) -> StoredClash | None:
        return self.rows.get(clash_id)

    def with_ids(self, clash_ids: Collection[str]) -> dict[str, StoredClash]:
        return {i: self.rows[i] for i in clash_ids if i in self.rows}

    def dismissed(self, fingerprints: Collection[str]) -> dict[str, StoredClash]:
        found = [s for s in self.rows.values() if s.state is State.DISMISSED and s.fingerprint in fingerprints]
        return {stored.fingerprint: stored for stored in found}

    def on_claims(self, claim_ids: Collection[str]) -> tuple[StoredClash, ...]:
        return tuple(s for s in self.rows.values() if any(side.claim_id in claim_ids for side in s.clash.sides))

    def put(self, stored: StoredClash) -> None:
        self.rows[stored.clash.id or ""] = stored

    def page(self, wanted: ClashFilter, page: PageRequest, order: Order = Order.NEWEST) -> Page[StoredClash]:
        kept = [s for s in self.rows.values() if wanted.state in (None, s.state)]
        if order is Order.MOST_SEVERE:
            kept.sort(key=lambda stored: -stored.clash.severity)
        return Page(tuple(kept[: page.size]), "")

    def opened(self, key_id: str, since: datetime) -> tuple[tuple[datetime, float], ...]:
        mine = (stored for stored in self.rows.values() if stored.key_id == key_id and stored.opened_at >= since)
        return tuple((stored.opened_at, stored.clash.probability) for stored in mine)

    def counts(self, wanted: ClashFilter) -> dict[State, int]:
        del wanted
        states = [stored.state for stored in self.rows.values()]
        return {state: states.count(state) for state in State}

    def last_change(self) -> tuple[int, datetime | None]:
        return len(self.rows), max((stored.updated_at for stored in self.rows.values()), default=None)

    def remove_of_document(self, document_id: str) -> None:
        gone = [i for i, s in self.rows.items() if any(side.document_id == document_id for side in s.clash.sides)]
        for clash_id in gone:
            del self.rows[clash_id]


@dataclass
class FakeChecks:
    rows: dict[str, CheckAnswer] = field(default_factory=dict)

    def get(self, check_id: str) -> CheckAnswer | None:
        return self.rows.get(check_id)

    def latest_with(self, document_id: str) -> CheckAnswer | None:
        found = [a for a in self.rows.values() if any(coverage.id == document_id for coverage in a.documents)]
        return found[-1] if found else None

    def put(self, answer: CheckAnswer, at: datetime) -> None:
        del at
        self.rows[answer.id] = answer


@dataclass
class FakeOutbox:
    rows: dict[str, Outcome] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    def add(self, outcomes: Sequence[Outcome]) -> None:
        self.rows.update({outcome.id: outcome for outcome in outcomes})

    def pending(self, limit: int) -> tuple[Outcome, ...]:
        return tuple(self.rows.values())[:limit]

    def delivered(self, outcome_ids: Collection[str]) -> None:
        for outcome_id in outcome_ids:
            del self.rows[outcome_id]

    def park(self, outcome_id: str, reason: str) -> None:
        del self.rows[outcome_id]
        self.refused[outcome_id] = reason

    def parked(self) -> dict[str, str]:
        return self.refused


@dataclass
class FakeSavedRequests:
    rows: dict[str, SavedRequest] = field(default_factory=dict)

    def get(self, key: str) -> SavedRequest | None:
        return self.rows.get(key)

    def put(self, request: SavedRequest) -> None:
        self.rows[request.key] = request

    def renew(self, request: SavedRequest, at: datetime) -> None:
        held = self.rows.get(request.key)
        if held and held.answer is None:
            self.rows[request.key] = replace(held, started_at=at)

    def remove(self, key: str) -> None:
        self.rows.pop(key, None)

    def forget(self, before: datetime) -> None:
        self.rows = {key: request for key, request in self.rows.items() if request.started_at >= before}


@dataclass
class FakeEmbargoes:
    rows: dict[str, datetime] = field(default_factory=dict)

    def put(self, document_id: str, until: datetime | None) -> None:
        if until is None:
            self.rows.pop(document_id, None)
        else:
            self.rows[document_id] = until

    def of(self, document_id: str) -> datetime | None:
        return self.rows.get(document_id)

    def in_force(self, document_ids: Collection[str], now: datetime) -> frozenset[str]:
        return frozenset(i for i in document_ids if i in self.rows and self.rows[i] > now)


@dataclass
class FakeVersions:
    rows: dict[str, list[KnownVersion]] = field(default_factory=dict)

    def known(self, wanted: Mapping[str, Collection[str]]) -> dict[str, list[KnownVersion]]:
        return {i: list(self.rows[i]) for i in wanted if i in self.rows}

    def put(self, version: KnownVersion) -> None:
        others = [each for each in self.rows.get(version.document_id, []) if each.version != version.version]
        self.rows[version.document_id] = [version, *(replace(each, current=False) for each in others)]


@dataclass
class FakeEvents:
    embargoes: FakeEmbargoes = field(default_factory=FakeEmbargoes)
    rows: list[Event] = field(default_factory=list)
    held: list[NewEvent] = field(default_factory=list)

    def add(self, events: Sequence[NewEvent]) -> None:
        for event in events:
            self.release(event.at)
            if self.embargoes.in_force(event.document_ids, event.at):
                self.held.append(event)
            else:
                self.rows.append(Event(len(self.rows) + 1, event.type, event.at, event.data))

    def release(self, now: datetime) -> None:
        due = [event for event in self.held if not self.embargoes.in_force(event.document_ids, now)]
        self.held = [event for event in self.held if event not in due]
        for event in due:
            self.rows.append(Event(len(self.rows) + 1, event.type, event.at, event.data))

    def after(self, number: int, limit: int) -> tuple[Event, ...]:
        return tuple(event for event in self.rows if event.number > number)[:limit]

    def last_number(self) -> int:
        return len(self.rows)


@dataclass
class FakeRecords:
    documents: FakeDocuments = field(default_factory=FakeDocuments)
    claims: FakeClaims = field(default_factory=FakeClaims)
    clashes: FakeClashes = field(default_factory=FakeClashes)
    checks: FakeChecks = field(default_factory=FakeChecks)
    outbox: FakeOutbox = field(default_factory=FakeOutbox)
    saved_requests: FakeSavedRequests = field(default_factory=FakeSavedRequests)
    jobs: FakeJobs = field(default_factory=FakeJobs)
    embargoes: FakeEmbargoes = field(default_factory=FakeEmbargoes)
    versions: FakeVersions = field(default_factory=FakeVersions)
    keys: FakeKeys = field(default_factory=FakeKeys)
    audit: FakeAudit = field(default_factory=FakeAudit)
    thresholds: FakeThresholds = field(default_factory=FakeThresholds)
    webhooks: FakeWebhooks = field(default_factory=FakeWebhooks)
    deliveries: FakeDeliveries = field(default_factory=FakeDeliveries)
    events: FakeEvents = field(init=False)

    def __post_init__(self) -> None:
        self.events = FakeEvents(self.embargoes)


class FakeUnitOfWork:
    def __init__(self) -> None:
        self.tenants: dict[str, FakeRecords] = {}

    def of(self, tenant: str) -> FakeRecords:
        return self.tenants.setdefault(tenant, FakeRecords())

    async def read(self, tenant: str, work: Callable[[Records], Result]) -> Result:
        return work(copy.deepcopy(self.tenants.get(tenant) or FakeRecords()))

    async def write(self, tenant: str, work: Callable[[Records], Result]) -> Result:
        draft = copy.deepcopy(self.of(tenant))
        result = work(draft)
        self.tenants[tenant] = draft
        return result

    async def tenants_with_pending_outcomes(self) -> tuple[str, ...]:
        return tuple(tenant for tenant, records in self.tenants.items() if records.outbox.rows)

    async def tenants_with_events_to_release(self, now: datetime) -> tuple[str, ...]:
        del now
        return tuple(tenant for tenant, records in self.tenants.items() if records.events.held)

    async def tenants_with_documents_before(self, moment: datetime) -> tuple[str, ...]:
        return tuple(t for t, records in self.tenants.items() if records.documents.stored_before(moment, 1))
