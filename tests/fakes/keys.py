"""Keys and their use in memory."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from gateway.domain.access import Caller, digest_of
from gateway.domain.audit import Action, AuditEntry, Facts, NewAuditEntry
from gateway.domain.keys import StoredKey
from gateway.domain.listing import Page, PageRequest
from gateway.domain.quotas import Cost
from gateway.domain.thresholds import NO_THRESHOLDS, Thresholds
from tests.fakes.clock import FakeClock


@dataclass
class FakeKeys:
    rows: dict[str, StoredKey] = field(default_factory=dict)

    def all(self) -> tuple[StoredKey, ...]:
        return tuple(reversed(self.rows.values()))

    def get(self, key_id: str) -> StoredKey | None:
        return self.rows.get(key_id)

    def put(self, key: StoredKey) -> None:
        self.rows[key.id] = key


@dataclass
class FakeAudit:
    rows: list[AuditEntry] = field(default_factory=list)

    def add(self, entry: NewAuditEntry) -> None:
        self.rows.append(AuditEntry(len(self.rows) + 1, **vars(entry)))

    def page(self, page: PageRequest) -> Page[AuditEntry]:
        return Page(tuple(reversed(self.rows))[: page.size], "")

    def left_by(self, action: Action, subject: str) -> Facts:
        mine = [entry.after for entry in self.rows if (entry.action, entry.subject) == (action, subject)]
        return {name: value for after in mine for name, value in after.items()}


@dataclass
class FakeThresholds:
    rows: dict[str, Thresholds] = field(default_factory=dict)

    def get(self, key_id: str) -> Thresholds:
        return self.rows.get(key_id, NO_THRESHOLDS)

    def put(self, key_id: str, thresholds: Thresholds) -> None:
        self.rows[key_id] = thresholds


@dataclass(frozen=True)
class FakeStoredKeys:
    """Looks into the keys of all tenants."""

    keys_of_tenants: Callable[[], Iterable[FakeKeys]]
    clock: FakeClock

    async def exist(self) -> bool:
        return any(keys.rows for keys in self.keys_of_tenants())

    async def holder(self, secret: str) -> Caller | None:
        return await self.holder_by_digest(digest_of(secret))

    async def holder_by_digest(self, digest: str) -> Caller | None:
        known = (key for keys in self.keys_of_tenants() for key in keys.rows.values())
        return next((key.caller for key in known if key.accepts(digest, self.clock.now())), None)


@dataclass
class FakeUsage:
    """Counts without ever refilling, until `day` changes."""

    requests: dict[str, int] = field(default_factory=dict)
    taken: dict[tuple[str, int], Cost] = field(default_factory=dict)

    async def take_request(self, key_id: str, requests_per_minute: int, now: datetime) -> float | None:
        del now
        if self.requests.get(key_id, 0) == requests_per_minute:
            return None
        self.requests[key_id] = self.requests.get(key_id, 0) + 1
        return self.requests[key_id] * 60 / requests_per_minute

    async def take(self, key_id: str, cost: Cost, most: Cost, day: int) -> Cost | None:
        after = _sum(await self.used(key_id, day), cost, 1)
        if any(0 < quota < used for quota, used in zip(vars(most).values(), vars(after).values(), strict=True)):
            return None
        self.taken[key_id, day] = after
        return after

    async def give_back(self, key_id: str, cost: Cost, day: int) -> None:
        self.taken[key_id, day] = _sum(await self.used(key_id, day), cost, -1)

    async def used(self, key_id: str, day: int) -> Cost:
        return self.taken.get((key_id, day), Cost())


def _sum(a: Cost, b: Cost, sign: int) -> Cost:
    return Cost(*(x + sign * y for x, y in zip(vars(a).values(), vars(b).values(), strict=True)))
