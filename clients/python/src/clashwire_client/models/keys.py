"""Keys of callers, and the audit log."""

from datetime import datetime
from typing import Any

from clashwire_client.models.base import Answer, Request


class Limits(Request):
    """Limits of one key; None leaves a limit to the gateway's settings, 0 lifts it. Days are those of UTC."""

    requests_per_minute: int | None = None
    checks_per_day: int | None = None
    documents_per_day: int | None = None
    characters_per_day: int | None = None


class KeyIn(Request):
    """A key to make."""

    name: str
    scopes: tuple[str, ...]
    expires_at: datetime | None = None
    limits: Limits = Limits()


class Key(Answer):
    """A key of the tenant; `origin` is database or settings."""

    id: str
    name: str
    scopes: tuple[str, ...]
    origin: str
    created_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None
    secret_prefixes: tuple[str, ...]
    limits: Limits


class IssuedKey(Key):
    """A key that was just made or rotated; `secret` is told once, and None where a lost answer was asked for again."""

    secret: str | None


class KeyList(Answer):
    """All keys of the tenant, the newest first."""

    keys: tuple[Key, ...]


class Actor(Answer):
    """Whose key it was."""

    key_id: str
    name: str


class AuditEntry(Answer):
    """One change: who, when, what, and what it was before."""

    number: int
    at: datetime
    actor: Actor
    action: str
    subject: str
    before: dict[str, Any]
    after: dict[str, Any]
