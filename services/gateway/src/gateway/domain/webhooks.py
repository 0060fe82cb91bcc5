"""Receivers of events, and what was delivered to them."""

import base64
import binascii
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from gateway.domain.events import Data, EventType
from gateway.domain.work import RetryPolicy
from service_kit.errors import ErrorKind, ServiceError

PING = "ping"
GONE = 410
_PREFIX = "whsec_"
_SECRET_BYTES = 32
_SHORTEST_SECRET, _LONGEST_SECRET = 24, 64
_MOST_SECRETS = 5
_ATTEMPTS_KEPT = 20
_OVERLOADED = (429, 502, 503, 504)


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DELIVERED = "delivered"
    PARKED = "parked"


class DeliveryOutcome(StrEnum):
    """How an attempt ended."""

    DELIVERED = "delivered"
    REFUSED = "refused"
    GONE = "gone"
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too_slow"
    BLOCKED = "blocked"
    FAILED = "failed"


@dataclass(frozen=True)
class Secret:
    """Signs deliveries until it expires; `value` is whsec_ and base64."""

    value: str
    created_at: datetime
    expires_at: datetime | None = None

    def is_valid(self, now: datetime) -> bool:
        return self.expires_at is None or now < self.expires_at


@dataclass(frozen=True)
class Webhook:
    """A receiver; without `event_types` it gets them all. The newest secret comes first."""

    id: str
    url: str
    description: str
    event_types: tuple[EventType, ...]
    created_at: datetime
    secrets: tuple[Secret, ...]
    enabled: bool = True
    disabled_reason: str | None = None

    def rotated(self, value: str, now: datetime, keep: timedelta) -> "Webhook":
        """Return it with a new secret; the others sign beside it for `keep` at most."""
        until = now + keep
        kept = [
            replace(secret, expires_at=min(secret.expires_at or until, until))
            for secret in self.secrets
            if secret.is_valid(now)
        ]
        return replace(self, secrets=(Secret(value, now), *kept[: _MOST_SECRETS - 1]))


@dataclass(frozen=True)
class Attempt:
    """One try; `status` is missing where there was no answer."""

    at: datetime
    outcome: DeliveryOutcome
    status: int | None
    milliseconds: int


@dataclass(frozen=True)
class Delivery:
    """One message to one receiver, under the same id in every retry and replay; `log` ends with the last try."""

    number: int
    webhook_id: str
    message_id: str
    type: str
    state: DeliveryState
    created_at: datetime
    due_at: datetime
    attempts: int
    log: tuple[Attempt, ...]

    @property
    def id(self) -> str:
        return f"dlv_{self.number}"

    def tried(self, attempt: Attempt, policy: RetryPolicy) -> "Delivery":
        """Return it as it is after the attempt: delivered, waiting for the next, or parked."""
        if attempt.outcome is DeliveryOutcome.DELIVERED:
            state = DeliveryState.DELIVERED
        elif attempt.outcome is DeliveryOutcome.GONE or self.attempts >= policy.most_attempts:
            state = DeliveryState.PARKED
        else:
            state = DeliveryState.WAITING
        due_at = attempt.at + policy.pause(self.attempts)
        return replace(self, state=state, due_at=due_at, log=(*self.log, attempt)[-_ATTEMPTS_KEPT:])


@dataclass(frozen=True)
class Errand:
    """A delivery under way, with all that is needed to send it."""

    delivery: Delivery
    lease: str
    url: str
    secrets: tuple[str, ...]
    at: datetime
    data: Data


@dataclass(frozen=True)
class Reply:
    """What a receiver answered; it may ask for silence."""

    status: int
    retry_after_seconds: float | None = None

    @property
    def outcome(self) -> DeliveryOutcome:
        if 200 <= self.status < 300:
            return DeliveryOutcome.DELIVERED
        return DeliveryOutcome.GONE if self.status == GONE else DeliveryOutcome.REFUSED

    @property
    def is_overloaded(self) -> bool:
        return self.status in _OVERLOADED


def new_secret() -> str:
    return _PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def check_secret(value: str) -> str:
    """INVALID unless it is whsec_ and the base64 of 24 to 64 bytes."""
    try:
        length = len(base64.b64decode(value.removeprefix(_PREFIX), validate=True)) if value.startswith(_PREFIX) else 0
    except binascii.Error:
        length = 0
    if not _SHORTEST_SECRET <= length <= _LONGEST_SECRET:
        message = f"must be {_PREFIX} and the base64 of {_SHORTEST_SECRET} to {_LONGEST_SECRET} bytes"
        raise ServiceError(ErrorKind.INVALID, message, reason="WEBHOOK_SECRET", field="secret")
    return value


def new_webhook(
    url: str, description: str, event_types: Sequence[EventType], secret: str | None, now: datetime
) -> Webhook:
    """Return a receiver with the given secret or a new one; INVALID for a bad secret."""
    value = check_secret(secret) if secret is not None else new_secret()
    chosen = tuple(dict.fromkeys(event_types))
    return Webhook(f"whk_{secrets.token_hex(10)}", url, description, chosen, now, (Secret(value, now),))


def message_id(event_number: int) -> str:
    """Id of an event as a message; receivers tell repeats by it."""
    return f"evt_{event_number}"
