"""How much a key may ask for: a rate, and quotas a day, counted where all replicas see it."""

import math
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from gateway.domain.access import OPEN_KEY_ID, Caller, KeyLimits
from gateway.domain.documents import Document
from gateway.domain.ports import Clock
from service_kit.errors import ErrorKind, ServiceError

MINUTE_SECONDS, DAY_SECONDS = 60, 86_400


@dataclass(frozen=True)
class Cost:
    """What a request takes out of the quotas of a day."""

    checks: int = 0
    documents: int = 0
    characters: int = 0


@dataclass(frozen=True)
class Allowance:
    """One limit as it stands after a request: so much of the quota is left, all of it again in `reset_seconds`."""

    name: str
    quota: int
    window_seconds: int
    remaining: int
    reset_seconds: int


class LimitExceededError(ServiceError):
    """A key has used up what it may ask for; worth another try after `retry_after_seconds`."""

    def __init__(self, message: str, reason: str, retry_after_seconds: int, allowances: Sequence[Allowance]) -> None:
        super().__init__(ErrorKind.OVERLOADED, message, reason=reason)
        self.retry_after_seconds = retry_after_seconds
        self.allowances = tuple(allowances)


class Usage(Protocol):
    """What keys have used. Each method is one atomic statement, so replicas share one count."""

    async def take_request(self, key_id: str, requests_per_minute: int, now: datetime) -> float | None:
        """Seconds until the full rate is free again; None where the rate is used up, and nothing is counted."""
        ...

    async def take(self, key_id: str, cost: Cost, most: Cost, day: int) -> Cost | None:
        """What the day has used together with the cost; None where a quota would break, and nothing is counted."""
        ...

    async def give_back(self, key_id: str, cost: Cost, day: int) -> None:
        """Undo a cost of the day."""
        ...

    async def used(self, key_id: str, day: int) -> Cost:
        """What the day has used so far."""
        ...


@dataclass(frozen=True)
class Meter:
    """Counts what callers ask for and refuses what is too much; nothing is counted where there are no keys."""

    usage: Usage
    defaults: KeyLimits
    clock: Clock

    async def admit(self, caller: Caller) -> tuple[Allowance, ...]:
        """Count one request; raises LimitExceededError. The rate refills steadily and may be used at once."""
        quota = _limit("requests_per_minute", caller, self.defaults)
        if not quota or caller.key_id == OPEN_KEY_ID:
            return ()
        busy_seconds = await self.usage.take_request(caller.key_id, quota, self.clock.now())
        if busy_seconds is None:
            spent = Allowance("requests", quota, MINUTE_SECONDS, 0, MINUTE_SECONDS)
            message = f"the key has used its {quota} requests a minute"
            raise LimitExceededError(message, "RATE_LIMITED", math.ceil(MINUTE_SECONDS / quota), [spent])
        remaining = math.floor((MINUTE_SECONDS - busy_seconds) * quota / MINUTE_SECONDS + 1e-6)
        return (Allowance("requests", quota, MINUTE_SECONDS, max(remaining, 0), math.ceil(busy_seconds)),)

    @asynccontextmanager
    async def charged(self, caller: Caller, cost: Cost) -> AsyncIterator[tuple[Allowance, ...]]:
        """Take what a block of work costs out of the quotas; what fails costs nothing. LimitExceededError."""
        allowances = await self._charge(caller, cost)
        try:
            yield allowances
        except BaseException:
            if allowances:
                await self.usage.give_back(caller.key_id, cost, _day(self.clock.now())[0])
            raise

    async def _charge(self, caller: Caller, cost: Cost) -> tuple[Allowance, ...]:
        most = _most(caller, self.defaults)
        if caller.key_id == OPEN_KEY_ID or most == Cost():
            return ()
        day, reset_seconds = _day(self.clock.now())
        used = await self.usage.take(caller.key_id, cost, most, day) if _fits(cost, most) else None
        if used is None:
            used = await self.usage.used(caller.key_id, day)
            broken = _broken(used, cost, most)
            message = f"the key may take {getattr(most, broken)} {broken} a day; this request exceeds that"
            left = _left(used, most, reset_seconds)
            raise LimitExceededError(message, "QUOTA_EXCEEDED", reset_seconds, left)
        return _left(used, most, reset_seconds)


def cost_of_check(documents: Sequence[Document]) -> Cost:
    """Cost of checking the documents together, now."""
    return Cost(1, len(documents), sum(document.characters for document in documents))


def cost_of_later_checks(documents: Sequence[Document]) -> Cost:
    """Cost of checking each document for itself, later."""
    return Cost(len(documents), len(documents), sum(document.characters for document in documents))


def _limit(name: str, caller: Caller, defaults: KeyLimits) -> int:
    own = getattr(caller.limits, name)
    return int((getattr(defaults, name) if own is None else own) or 0)


def _most(caller: Caller, defaults: KeyLimits) -> Cost:
    return Cost(*(_limit(f"{unit}_per_day", caller, defaults) for unit in vars(Cost())))


def _fits(cost: Cost, most: Cost) -> bool:
    return all(not quota or vars(cost)[unit] <= quota for unit, quota in vars(most).items())


def _broken(used: Cost, cost: Cost, most: Cost) -> str:
    over = (u for u, quota in vars(most).items() if quota and vars(used)[u] + vars(cost)[u] > quota)
    return next(over, next(unit for unit, quota in vars(most).items() if quota))


def _left(used: Cost, most: Cost, reset_seconds: int) -> tuple[Allowance, ...]:
    return tuple(
        Allowance(unit, quota, DAY_SECONDS, max(quota - vars(used)[unit], 0), reset_seconds)
        for unit, quota in vars(most).items()
        if quota
    )


def _day(now: datetime) -> tuple[int, int]:
    """Return the number of the day, and the seconds until it ends."""
    start = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return start.toordinal(), math.ceil((start + timedelta(days=1) - now).total_seconds())
