"""Who may call: keys, what they allow, and the tenant they stand for."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from service_kit.errors import ErrorKind, ServiceError

OPEN_KEY_ID = "open"


class Scope(StrEnum):
    """What a key allows."""

    CHECK = "check"
    READ = "read"
    REVIEW = "review"
    ADMIN = "admin"


@dataclass(frozen=True)
class KeyLimits:
    """How much a key may ask for; None leaves a limit to the settings, 0 lifts it. Days are those of UTC."""

    requests_per_minute: int | None = None
    checks_per_day: int | None = None
    documents_per_day: int | None = None
    characters_per_day: int | None = None


NO_LIMITS = KeyLimits()


@dataclass(frozen=True)
class Caller:
    """Whoever a key was given to; `key_id` names the key, never its secret."""

    name: str
    tenant: str
    scopes: frozenset[Scope]
    key_id: str = OPEN_KEY_ID
    limits: KeyLimits = NO_LIMITS

    def require(self, scope: Scope) -> None:
        """INVALID with reason FORBIDDEN where the key lacks the scope."""
        if scope not in self.scopes:
            raise ServiceError(ErrorKind.INVALID, f"the key lacks the scope {scope}", reason="FORBIDDEN")


@dataclass(frozen=True)
class ApiKey:
    """A key as the settings have it: never the key itself."""

    sha256: str
    caller: Caller


ANYBODY = Caller("anybody", "default", frozenset(Scope))
"""Who calls a gateway on loopback that has no keys."""


@dataclass(frozen=True)
class KeyRing:
    """The keys of the settings."""

    keys: tuple[ApiKey, ...] = ()

    def holder(self, digest: str) -> Caller | None:
        """Whoever was given the key with this SHA-256 digest."""
        matches = [known.caller for known in self.keys if hmac.compare_digest(known.sha256, digest)]
        return matches[0] if matches else None


class StoredKeys(Protocol):
    """The keys of the database, of all tenants."""

    async def exist(self) -> bool:
        """Whether a key was ever made, be it revoked or expired."""
        ...

    async def holder(self, secret: str) -> Caller | None:
        """Whoever has this secret, where it still counts."""
        ...

    async def holder_by_digest(self, digest: str) -> Caller | None:
        """The same for whoever showed the secret before and left its SHA-256 digest."""
        ...


@dataclass(frozen=True)
class Access:
    """Lets in the keys of the settings and of the database; everybody only where there never was any key."""

    key_ring: KeyRing
    stored: StoredKeys

    async def is_open(self) -> bool:
        """Whether no key is known at all; such a gateway belongs on loopback."""
        return not self.key_ring.keys and not await self.stored.exist()

    async def caller(self, authorization: str | None) -> Caller:
        """Return who calls; INVALID with reason UNAUTHENTICATED."""
        if await self.is_open():
            return ANYBODY
        method, _, secret = (authorization or "").partition(" ")
        caller = await self.holder(secret.strip()) if method.lower() == "bearer" else None
        if caller is None:
            message = "send a valid key: Authorization: Bearer <key>"
            raise ServiceError(ErrorKind.INVALID, message, reason="UNAUTHENTICATED")
        return caller

    async def holder(self, secret: str) -> Caller | None:
        """Whoever has this secret."""
        return self.key_ring.holder(digest_of(secret)) or await self.stored.holder(secret)

    async def holder_by_digest(self, digest: str) -> Caller | None:
        """Whoever has the secret with this SHA-256 digest."""
        return self.key_ring.holder(digest) or await self.stored.holder_by_digest(digest)


def digest_of(secret: str) -> str:
    """SHA-256 in hexadecimal: secrets are random, so a slow hash would add nothing."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def read_keys(entries: Sequence[str]) -> tuple[ApiKey, ...]:
    """Read name:tenant:scopes:sha256 entries; INVALID for a malformed one, which is named by its place only."""
    keys = []
    for place, entry in enumerate(entries, start=1):
        name, tenant, scopes, digest, *rest = [*entry.split(":"), "", "", ""]
        known = frozenset(scope for scope in Scope if scope in scopes.split("+"))
        complete = name and tenant and len(digest) == 64 and not any(rest)
        if not complete or len(known) != len(scopes.split("+")):
            message = f"entry {place} is not name:tenant:scopes:sha256"
            raise ServiceError(ErrorKind.INVALID, message, reason="API_KEY_ENTRY", field="api_keys")
        keys.append(ApiKey(digest.lower(), Caller(name, tenant, known, f"set_{digest.lower()[:12]}")))
    return tuple(keys)
