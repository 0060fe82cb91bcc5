"""The use cases around a key's thresholds: read, propose from reviews, set."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from gateway.domain.access import Caller
from gateway.domain.alert_budget import Evidence, Goal, Proposal, Reviewed, propose
from gateway.domain.audit import Action, Facts, NewAuditEntry, actor_of
from gateway.domain.clashes import State
from gateway.domain.keys import no_key
from gateway.domain.listing import ClashFilter, PageRequest
from gateway.domain.ports import Clock, Records, UnitOfWork
from gateway.domain.reconcile import SYSTEM
from gateway.domain.thresholds import Thresholds

_REVIEWED = {State.CONFIRMED: True, State.RESOLVED: True, State.DISMISSED: False}


@dataclass(frozen=True)
class EvidenceLimits:
    """How far back volume is counted, how many reviews are read for each verdict, and how few are too few."""

    days: int = 28
    reviews: int = 2_000
    least_reviews: int = 30


@dataclass(frozen=True)
class FitThresholds:
    """Thresholds of a tenant's keys; `others` are key ids that are known without being stored."""

    unit_of_work: UnitOfWork
    clock: Clock
    limits: EvidenceLimits

    async def read(self, tenant: str, key_id: str, others: Collection[str]) -> Thresholds:
        """NOT_FOUND for a key of another tenant, or none."""
        return await self.unit_of_work.read(tenant, lambda records: _known(records, key_id, others))

    async def propose(
        self, tenant: str, key_id: str, others: Collection[str], alerts_per_day: float, precision: float
    ) -> Proposal:
        """Show what the lowest threshold that meets the goal would do; changes nothing. NOT_FOUND."""

        def look(records: Records) -> tuple[Thresholds, Evidence]:
            return _known(records, key_id, others), self._evidence(records, key_id)

        present, evidence = await self.unit_of_work.read(tenant, look)
        goal = Goal(alerts_per_day, precision, least_reviews=self.limits.least_reviews)
        return propose(evidence, goal, present.clash)

    async def set(self, caller: Caller, key_id: str, others: Collection[str], thresholds: Thresholds) -> Thresholds:
        """Set them from now on, with an entry in the audit log. NOT_FOUND, INVALID."""
        thresholds.check()

        def store(records: Records) -> Thresholds:
            before = _known(records, key_id, others)
            records.thresholds.put(key_id, thresholds)
            was, told = _told(before), _told(thresholds)
            now = self.clock.now()
            records.audit.add(NewAuditEntry(now, actor_of(caller), Action.THRESHOLDS_SET, key_id, was, told))
            return thresholds

        return await self.unit_of_work.write(caller.tenant, store)

    def _evidence(self, records: Records, key_id: str) -> Evidence:
        now = self.clock.now()
        opened = records.clashes.opened(key_id, now - timedelta(days=self.limits.days))
        first = min((at for at, _ in opened), default=now)
        days = max(1.0, min(float(self.limits.days), (now - first) / timedelta(days=1)))
        return Evidence(self._reviewed(records), tuple(probability for _, probability in opened), days)

    def _reviewed(self, records: Records) -> tuple[Reviewed, ...]:
        found = []
        for state, right in _REVIEWED.items():
            page = records.clashes.page(ClashFilter(state=state), PageRequest(self.limits.reviews))
            decided = (stored for stored in page.items if stored.decision.actor != SYSTEM)
            found += [Reviewed(stored.clash.probability, right) for stored in decided]
        return tuple(found)


def _known(records: Records, key_id: str, others: Collection[str]) -> Thresholds:
    if key_id not in others and records.keys.get(key_id) is None:
        raise no_key()
    return records.thresholds.get(key_id)


def _told(thresholds: Thresholds) -> Facts:
    return {"clash": thresholds.clash, "unsure": thresholds.unsure}
