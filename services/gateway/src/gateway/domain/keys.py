"""Keys of the database: how secrets are made, when they count, how they give way to new ones."""

import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from gateway.domain.access import NO_LIMITS, Caller, KeyLimits, Scope, digest_of
from service_kit.errors import ErrorKind, ServiceError

_MARK = "cw"
_PREFIX_BYTES, _SECRET_BYTES = 6, 32


@dataclass(frozen=True)
class KeySecret:
    """A secret as it is stored: found by its prefix, known by its digest, good until `valid_until` if that is set."""

    prefix: str
    sha256: str
    valid_until: datetime | None = None

    def is_spent(self, now: datetime) -> bool:
        return self.valid_until is not None and self.valid_until <= now


@dataclass(frozen=True)
class StoredKey:
    """A key with its secrets, the newest last; while a rotation has its grace there are several."""

    id: str
    name: str
    tenant: str
    scopes: frozenset[Scope]
    created_at: datetime
    secrets: tuple[KeySecret, ...]
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    limits: KeyLimits = NO_LIMITS

    @property
    def caller(self) -> Caller:
        return Caller(self.name, self.tenant, self.scopes, self.id, self.limits)

    def accepts(self, digest: str, now: datetime) -> bool:
        """Whether a secret with this digest opens it now; compared in constant time."""
        if self.revoked_at is not None or (self.expires_at is not None and self.expires_at <= now):
            return False
        known = [secret for secret in self.secrets if hmac.compare_digest(secret.sha256, digest)]
        return any(not secret.is_spent(now) for secret in known)

    def rotated(self, secret: KeySecret, now: datetime, grace: timedelta) -> "StoredKey":
        """Return the key with a new secret; older ones count until the grace has passed, spent ones go."""
        end = now + grace
        older = (s for s in self.secrets if not s.is_spent(now))
        kept = (replace(s, valid_until=min(s.valid_until or end, end)) for s in older)
        return replace(self, secrets=(*kept, secret))


class Keys(Protocol):
    """The tenant's keys."""

    def all(self) -> tuple[StoredKey, ...]:
        """Newest first."""
        ...

    def get(self, key_id: str) -> StoredKey | None: ...

    def put(self, key: StoredKey) -> None: ...


@dataclass(frozen=True)
class IssuedKey:
    """A key together with its secret, which is shown this once."""

    key: StoredKey
    secret: str


def new_secret() -> tuple[str, KeySecret]:
    """Make a secret of 256 random bits: to hand out, and to store."""
    prefix = secrets.token_hex(_PREFIX_BYTES)
    secret = f"{_MARK}_{prefix}_{secrets.token_urlsafe(_SECRET_BYTES)}"
    return secret, KeySecret(prefix, digest_of(secret))


def prefix_of(secret: str) -> str | None:
    """The part of a secret it is found by; None for what is none of ours."""
    mark, _, rest = secret.partition("_")
    prefix, _, remainder = rest.partition("_")
    return prefix if mark == _MARK and remainder and len(prefix) == 2 * _PREFIX_BYTES and prefix.isalnum() else None


def new_key_id() -> str:
    return f"key_{secrets.token_hex(8)}"


def no_key() -> ServiceError:
    return ServiceError(ErrorKind.NOT_FOUND, "there is no such key", reason="KEY_NOT_FOUND")
