"""Tables of webhooks and of what was delivered to them; all belong to a tenant."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from gateway.adapters.tables import COUNTER, Table, UtcDateTime


class WebhookRow(Table, table=True):
    __tablename__ = "webhook"

    tenant: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    url: str
    description: str
    event_types: list[str] = Field(sa_type=JSON)
    enabled: bool
    disabled_reason: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)
    quiet_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    secrets: list[dict[str, Any]] = Field(sa_type=JSON)


class DeliveryRow(Table, table=True):
    """Without an event it is a ping."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("tenant", "webhook_id", "event_number"),
        Index("delivery_by_due", "state", "due_at"),
        Index("delivery_by_webhook", "tenant", "webhook_id", "number"),
        Index("delivery_by_event", "tenant", "event_number"),
    )

    number: int | None = Field(default=None, primary_key=True, sa_type=COUNTER)
    tenant: str
    webhook_id: str
    event_number: int | None = Field(default=None, sa_type=COUNTER)
    message_id: str
    type: str
    state: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime)
    attempts: int
    lease: str | None = None
    leased_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    log: list[dict[str, Any]] = Field(sa_type=JSON)
