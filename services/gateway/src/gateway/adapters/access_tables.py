"""Tables of keys, of what they have used, and of the audit log."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Float, Index
from sqlmodel import Field

from gateway.adapters.tables import COUNTER, Table, UtcDateTime


class KeyRow(Table, table=True):
    __tablename__ = "api_key"
    __table_args__ = (Index("api_key_by_tenant", "tenant", "created_at"),)

    id: str = Field(primary_key=True)
    tenant: str
    name: str
    scopes: list[str] = Field(sa_type=JSON)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    limits: dict[str, Any] = Field(sa_type=JSON)


class KeySecretRow(Table, table=True):
    """Found by the prefix that stands in the secret."""

    __tablename__ = "api_key_secret"
    __table_args__ = (Index("api_key_secret_by_key", "key_id"), Index("api_key_secret_by_digest", "sha256"))

    prefix: str = Field(primary_key=True)
    key_id: str
    number: int
    sha256: str
    valid_until: datetime | None = Field(default=None, sa_type=UtcDateTime)


class KeyRateRow(Table, table=True):
    """When the full rate of a key is free again, in seconds of Unix time."""

    __tablename__ = "key_rate"

    key_id: str = Field(primary_key=True)
    free_at: float = Field(sa_type=Float)


class KeyUsageRow(Table, table=True):
    """What a key has used on a day (its proleptic Gregorian ordinal)."""

    __tablename__ = "key_usage"

    key_id: str = Field(primary_key=True)
    day: int
    checks: int = Field(sa_type=COUNTER)
    documents: int = Field(sa_type=COUNTER)
    characters: int = Field(sa_type=COUNTER)


class KeyThresholdRow(Table, table=True):
    __tablename__ = "key_threshold"

    tenant: str = Field(primary_key=True)
    key_id: str = Field(primary_key=True)
    clash: float | None = Field(default=None, sa_type=Float)
    unsure: float | None = Field(default=None, sa_type=Float)


class AuditRow(Table, table=True):
    """The database refuses to change or remove a row."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("audit_entry_by_number", "tenant", "number"),)

    number: int | None = Field(default=None, primary_key=True, sa_type=COUNTER)
    tenant: str
    at: datetime = Field(sa_type=UtcDateTime)
    actor_key_id: str
    actor_name: str
    action: str
    subject: str
    before: dict[str, Any] = Field(sa_type=JSON)
    after: dict[str, Any] = Field(sa_type=JSON)
