"""Keys and the audit log as the contract shows them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from gateway.api.schemas.base import Answer, Request
from gateway.api.schemas.documents import Line, Moment
from gateway.domain import keys as domain
from gateway.domain.access import Caller, KeyLimits, Scope
from gateway.domain.audit import Action
from gateway.domain.manage_keys import WantedKey

Limit = Annotated[int, Field(ge=0, le=10**12, strict=True)] | None


class Limits(Answer):
    """Limits of one key; null leaves a limit to the settings, 0 lifts it. Days are those of UTC."""

    requests_per_minute: Annotated[int, Field(ge=0, le=1_000_000, strict=True)] | None = None
    checks_per_day: Limit = None
    documents_per_day: Limit = None
    characters_per_day: Limit = None


class KeyIn(Request):
    """A key to make; it belongs to the tenant of whoever makes it."""

    name: Annotated[Line, Field(max_length=100)] = Field(description="Shown in histories and in the audit log.")
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=len(Scope))]
    expires_at: Moment | None = Field(None, description="From then on it opens nothing; never where missing.")
    limits: Limits = Limits()

    @model_validator(mode="before")
    @classmethod
    def _refuse_tenant(cls, value: Any) -> Any:
        if isinstance(value, dict) and "tenant" in value:
            raise PydanticCustomError("tenant", "a key belongs to the tenant of whoever makes it; leave tenant out")
        return value

    def to_domain(self) -> WantedKey:
        return WantedKey(self.name, frozenset(self.scopes), self.expires_at, KeyLimits(**dict(self.limits)))


class RotationIn(Request):
    grace_seconds: Annotated[float, Field(ge=0, le=31 * 86_400, strict=True)] | None = Field(
        None, description="How long the old secret goes on working; 24 hours unless configured otherwise."
    )


class Key(BaseModel):
    """A key; `settings` are those of GATEWAY_API_KEYS, which are changed there."""

    id: str
    name: str
    scopes: list[Scope]
    origin: Literal["database", "settings"]
    created_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None
    secret_prefixes: list[str] = Field(description="Of the secrets that count, the newest last.")
    limits: Limits

    @classmethod
    def of(cls, key: domain.StoredKey) -> "Key":
        return cls(**_shown(key))

    @classmethod
    def of_settings(cls, caller: Caller) -> "Key":
        return cls(
            id=caller.key_id,
            name=caller.name,
            scopes=sorted(caller.scopes),
            origin="settings",
            created_at=None,
            expires_at=None,
            revoked_at=None,
            secret_prefixes=[],
            limits=Limits(),
        )


class IssuedKey(Key):
    """A key that was just made or rotated."""

    secret: str | None = Field(description="What callers send; shown once, null in a repeated answer.")

    @classmethod
    def issued(cls, issued: domain.IssuedKey) -> "IssuedKey":
        return cls(**_shown(issued.key), secret=issued.secret)


def _shown(key: domain.StoredKey) -> dict[str, Any]:
    return {
        "id": key.id,
        "name": key.name,
        "scopes": sorted(key.scopes),
        "origin": "database",
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
        "secret_prefixes": [secret.prefix for secret in key.secrets],
        "limits": Limits.model_validate(key.limits),
    }


class KeyList(BaseModel):
    keys: list[Key]


class Actor(Answer):
    """Whose key it was."""

    key_id: str
    name: str


class AuditEntry(Answer):
    """One change: who, when, what, and what it was before."""

    number: int
    at: datetime
    actor: Actor
    action: Action
    subject: str = Field(description="Id of what was changed.")
    before: dict[str, Any]
    after: dict[str, Any]


class AuditPage(BaseModel):
    entries: list[AuditEntry]
    next_page_token: str = Field(description="Empty at the end.")
