"""The use case: an editor decides about a clash, and the sources are judged by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from gateway.domain.audit import ANYBODY_ACTOR, Action, Actor, Facts, NewAuditEntry
from gateway.domain.clashes import State, StoredClash
from gateway.domain.events import of_changes, shifted
from gateway.domain.ports import Clock, Records, ReliabilityService, UnitOfWork
from gateway.domain.reliability import Outcome, Shift
from gateway.domain.reviews import Review, decide, outcomes_of
from service_kit.errors import ErrorKind, ServiceError

_OUTCOMES_PER_CALL = 500
_FOR_GOOD = (ErrorKind.INVALID, ErrorKind.CONFLICT)


def no_clash() -> ServiceError:
    return ServiceError(ErrorKind.NOT_FOUND, "there is no such clash", reason="CLASH_NOT_FOUND")


@dataclass(frozen=True)
class DeliverOutcomes:
    """Hands stored outcomes to source-reliability; what cannot be handed over waits, what it refuses is parked."""

    reliability: ReliabilityService
    unit_of_work: UnitOfWork
    clock: Clock
    timeout_seconds: float

    async def __call__(self, tenant: str) -> bool:
        """Tell whether nothing is left."""
        while outcomes := await self.unit_of_work.read(tenant, _pending):
            try:
                await self._deliver(tenant, outcomes)
            except ServiceError:
                return False
        return True

    async def _deliver(self, tenant: str, outcomes: Sequence[Outcome]) -> None:
        try:
            shifts = await self.reliability.record(tenant, outcomes, self.timeout_seconds)
        except ServiceError as error:
            if error.kind not in _FOR_GOOD:
                raise
            if len(outcomes) == 1:
                await self.unit_of_work.write(tenant, partial(_park, outcomes[0], error.reason))
                return
            for outcome in outcomes:
                await self._deliver(tenant, [outcome])
        else:
            await self.unit_of_work.write(tenant, partial(self._mark_delivered, outcomes, shifts))

    def _mark_delivered(self, outcomes: Sequence[Outcome], shifts: Sequence[Shift], records: Records) -> None:
        records.outbox.delivered([outcome.id for outcome in outcomes])
        now = self.clock.now()
        judged = records.claims.with_ids([outcome.claim_id for outcome in outcomes])
        document_ids = tuple(sorted({claim.document_id for claim in judged.values()}))
        told = (shifted(s.source_id, s.before, s.after, s.topic, now, document_ids=document_ids) for s in shifts)
        records.events.add(tuple(told))

    async def for_everyone(self) -> None:
        for tenant in await self.unit_of_work.tenants_with_pending_outcomes():
            await self(tenant)


@dataclass(frozen=True)
class ReviewClash:
    """Stores the verdict and, in the same transaction, the outcomes a resolution implies; then delivers them.

    Verdicts in `seconded` take effect, and count, once a second reviewer agrees.
    """

    unit_of_work: UnitOfWork
    deliver_outcomes: DeliverOutcomes
    clock: Clock
    seconded: frozenset[State] = frozenset()

    async def __call__(self, tenant: str, clash_id: str, review: Review, actor: Actor = ANYBODY_ACTOR) -> StoredClash:
        """NOT_FOUND, CONFLICT where the state or version forbids it, INVALID for a side that is none."""

        def store(records: Records) -> StoredClash:
            stored = records.clashes.get(clash_id)
            if stored is None:
                raise no_clash()
            now = self.clock.now()
            decided = decide(stored, review, now, self.seconded)
            if decided is not stored:
                records.clashes.put(decided)
                records.events.add(of_changes([(stored, decided)], now))
                records.audit.add(_entry(stored, decided, actor))
                if decided.state is State.RESOLVED and not decided.pending:
                    records.outbox.add(_outcomes(records, decided))
            return decided

        decided = await self.unit_of_work.write(tenant, store)
        if decided.state is State.RESOLVED:
            await self.deliver_outcomes(tenant)
        return decided


def _entry(before: StoredClash, after: StoredClash, actor: Actor) -> NewAuditEntry:
    last = after.history[-1]
    told: Facts = {
        "state": after.state,
        "version": after.version,
        "reviewer": last.actor,
        "right_side": last.right_side,
        "proposed": last.proposed,
    }
    was: Facts = {"state": before.state, "version": before.version}
    return NewAuditEntry(last.at, actor, Action.CLASH_REVIEWED, after.clash.id or "", was, told)


def _pending(records: Records) -> tuple[Outcome, ...]:
    return records.outbox.pending(_OUTCOMES_PER_CALL)


def _park(outcome: Outcome, reason: str, records: Records) -> None:
    records.outbox.park(outcome.id, reason)


def _outcomes(records: Records, decided: StoredClash) -> tuple[Outcome, ...]:
    sides = decided.clash.sides
    claims = records.claims.with_ids([side.claim_id for side in sides])
    return outcomes_of(decided, claims, records.documents.with_ids([side.document_id for side in sides]))
