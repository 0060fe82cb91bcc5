"""Who may call: keys, what they allow, and the tenant they stand for."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from service_kit.errors import ErrorKind, ServiceError


class Scope(StrEnum):
    """What a key allows."""

    CHECK = "check"
    READ = "read"
    REVIEW = "review"
    ADMIN = "admin"


@dataclass(frozen=True)
class Caller:
    """Whoever a key was given to."""

    name: str
    tenant: str
    scopes: frozenset[Scope]


@dataclass(frozen=True)
class ApiKey:
    """A key as it is stored: never the key itself."""

    sha256: str
    caller: Caller


ANYBODY = Caller("anybody", "default", frozenset(Scope))
"""Who calls a gateway on loopback that has no keys."""


@dataclass(frozen=True)
class KeyRing:
    """The accepted keys; an empty ring lets everybody in and belongs on loopback only."""

    keys: tuple[ApiKey, ...] = ()

    def caller(self, authorization: str | None, scope: Scope | None = None) -> Caller:
        """Return who calls, if the key allows `scope`; INVALID with reason UNAUTHENTICATED or FORBIDDEN."""
        if not self.keys:
            return ANYBODY
        method, _, key = (authorization or "").partition(" ")
        digest = hashlib.sha256(key.strip().encode("utf-8", "surrogateescape")).hexdigest()
        caller = self.holder(digest) if method.lower() == "bearer" else None
        if caller is None:
            message = "send a valid key: Authorization: Bearer <key>"
            raise ServiceError(ErrorKind.INVALID, message, reason="UNAUTHENTICATED")
        if scope and scope not in caller.scopes:
            raise ServiceError(ErrorKind.INVALID, f"the key lacks the scope {scope}", reason="FORBIDDEN")
        return caller

    def holder(self, digest: str) -> Caller | None:
        """Whoever was given the key with this SHA-256 digest."""
        matches = [known.caller for known in self.keys if hmac.compare_digest(known.sha256, digest)]
        return matches[0] if matches else None


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
        keys.append(ApiKey(digest.lower(), Caller(name, tenant, known)))
    return tuple(keys)
