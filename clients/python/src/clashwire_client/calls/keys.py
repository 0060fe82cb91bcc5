"""Keys of the caller's tenant, and the audit log; all need a key with the scope admin."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from clashwire_client.call import Call, Paged, get, listed, nothing, path_of, post
from clashwire_client.models.keys import AuditEntry, IssuedKey, KeyIn, KeyList, Limits

Scope = Literal["check", "read", "review", "admin"]


def keys() -> Call[KeyList]:
    """List the keys of the tenant, newest first; secrets are not stored."""
    return get("/v1/keys", KeyList)


def create_key(
    name: str,
    scopes: Sequence[Scope],
    *,
    expires_at: datetime | None = None,
    limits: Limits | None = None,
    idempotency_key: str | None = None,
) -> Call[IssuedKey]:
    """Make a key; its secret is told this once."""
    wanted = KeyIn(name=name, scopes=tuple(scopes), expires_at=expires_at, limits=limits or Limits())
    return post("/v1/keys", IssuedKey, wanted.model_dump(mode="json"), idempotency_key)


def rotate_key(
    key_id: str, *, grace_seconds: float | None = None, idempotency_key: str | None = None
) -> Call[IssuedKey]:
    """Give a key a new secret; the old one goes on working for the grace."""
    return post(path_of("keys", key_id, "rotations"), IssuedKey, {"grace_seconds": grace_seconds}, idempotency_key)


def revoke_key(key_id: str) -> Call[None]:
    """Revoke a key: from now on it opens nothing."""
    return Call("DELETE", path_of("keys", key_id), nothing)


def audit(*, page_size: int = 100) -> Paged[AuditEntry]:
    """List who changed keys, overrides, reviews and settings, newest first."""
    return listed("/v1/audit", AuditEntry, "entries", page_size)
