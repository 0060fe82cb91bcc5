"""The gateway's tables; all but sessions belong to a tenant."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Index, Integer, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, always aware and in UTC, also where the database keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


COUNTER: Any = BigInteger().with_variant(Integer(), "sqlite")
"""Type of numbers that the database counts up."""


class Table(SQLModel, registry=registry()):
    """Base of this service's tables, with a registry of its own."""


class DocumentRow(Table, table=True):
    __tablename__ = "document"
    __table_args__ = (Index("document_by_stored_at", "stored_at"),)

    tenant: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    source: str | None = None
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    stored_at: datetime = Field(sa_type=UtcDateTime)
    content: dict[str, Any] = Field(sa_type=JSON)


class ClaimRow(Table, table=True):
    __tablename__ = "claim"
    __table_args__ = (
        UniqueConstraint("tenant", "document_id", "id"),
        Index("claim_by_id", "tenant", "id"),
        Index("claim_by_number", "tenant", "row_id"),
        Index("claim_by_speaker", "tenant", "speaker"),
        Index("claim_by_source", "tenant", "source"),
        Index("claim_by_embedder", "embedded_by"),
        Index("claim_by_copy_key", "tenant", "copy_key"),
    )

    row_id: int | None = Field(default=None, primary_key=True)
    tenant: str
    id: str
    document_id: str
    position: int
    stance: str | None = None
    evidence_kind: str | None = None
    speaker: str | None = None
    source: str | None = None
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    embedded_by: str | None = None
    copy_key: str | None = None
    content: dict[str, Any] = Field(sa_type=JSON)


class DocumentTraceRow(Table, table=True):
    __tablename__ = "document_trace"
    __table_args__ = (Index("document_trace_by_document", "tenant", "document_id"), {"sqlite_with_rowid": False})

    tenant: str = Field(primary_key=True)
    trace: int = Field(primary_key=True, sa_type=BigInteger)
    document_id: str = Field(primary_key=True)


class ClashRow(Table, table=True):
    __tablename__ = "clash"
    __table_args__ = (
        Index("clash_by_time", "tenant", "opened_at", "id"),
        Index("clash_by_fingerprint", "tenant", "fingerprint"),
    )

    tenant: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    kind: str
    state: str
    severity: float
    fingerprint: str
    version: int
    opened_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)
    key_id: str | None = None
    content: dict[str, Any] = Field(sa_type=JSON)


class ClashSideRow(Table, table=True):
    __tablename__ = "clash_side"
    __table_args__ = (
        Index("clash_side_by_claim", "tenant", "claim_id"),
        Index("clash_side_by_document", "tenant", "document_id"),
        Index("clash_side_by_publisher", "tenant", "publisher"),
        Index("clash_side_by_speaker", "tenant", "speaker"),
    )

    tenant: str = Field(primary_key=True)
    clash_id: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    claim_id: str
    document_id: str
    publisher: str | None = None
    publisher_id: str | None = None
    speaker: str
    speaker_id: str | None = None


class ClashHistoryRow(Table, table=True):
    __tablename__ = "clash_history"

    tenant: str = Field(primary_key=True)
    clash_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    content: dict[str, Any] = Field(sa_type=JSON)


class CheckRow(Table, table=True):
    __tablename__ = "stored_check"

    tenant: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    made_at: datetime = Field(sa_type=UtcDateTime)
    content: dict[str, Any] = Field(sa_type=JSON)


class CheckDocumentRow(Table, table=True):
    __tablename__ = "stored_check_document"
    __table_args__ = (Index("check_by_document", "tenant", "document_id"),)

    tenant: str = Field(primary_key=True)
    check_id: str = Field(primary_key=True)
    document_id: str = Field(primary_key=True)


class DeskSessionRow(Table, table=True):
    """Belongs to a key, not to a tenant."""

    __tablename__ = "desk_session"
    __table_args__ = (Index("desk_session_by_expiry", "expires_at"),)

    id: str = Field(primary_key=True)
    key_sha256: str
    expires_at: datetime = Field(sa_type=UtcDateTime)


class OutcomeRow(Table, table=True):
    __tablename__ = "outcome_to_deliver"

    tenant: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    number: int
    content: dict[str, Any] = Field(sa_type=JSON)
    parked: str | None = None


class SavedRequestRow(Table, table=True):
    __tablename__ = "saved_request"
    __table_args__ = (Index("saved_request_by_time", "tenant", "started_at"),)

    tenant: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    fingerprint: str
    started_at: datetime = Field(sa_type=UtcDateTime)
    work_id: str | None = None
    status: int | None = None
    headers: dict[str, str] | None = Field(default=None, sa_type=JSON)
    body: str | None = None


class JobRow(Table, table=True):
    __tablename__ = "job"
    __table_args__ = (
        Index("job_by_due", "state", "due_at"),
        Index("job_by_turn", "state", "priority", "due_at", "number"),
        Index("job_by_operation", "tenant", "operation_id"),
        Index("job_by_document", "tenant", "document_id", "number"),
    )

    number: int | None = Field(default=None, primary_key=True, sa_type=COUNTER)
    tenant: str
    operation_id: str
    document_id: str
    state: str
    attempts: int
    created_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime)
    lease: str | None = None
    leased_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    check_id: str | None = None
    failure_reason: str | None = None
    failure_detail: str | None = None
    failed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    key_id: str | None = None
    priority: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    document: dict[str, Any] | None = Field(default=None, sa_type=JSON)


class EventRow(Table, table=True):
    __tablename__ = "event"
    __table_args__ = (Index("event_by_number", "tenant", "number"), Index("event_by_time", "tenant", "at"))

    number: int | None = Field(default=None, primary_key=True, sa_type=COUNTER)
    tenant: str
    type: str
    at: datetime = Field(sa_type=UtcDateTime)
    data: dict[str, Any] = Field(sa_type=JSON)


class HeldEventRow(Table, table=True):
    """An event that waits for the embargoes of its documents to end; it gets its number when it is told."""

    __tablename__ = "held_event"
    __table_args__ = (Index("held_event_by_tenant", "tenant", "number"),)

    number: int | None = Field(default=None, primary_key=True, sa_type=COUNTER)
    tenant: str
    type: str
    at: datetime = Field(sa_type=UtcDateTime)
    data: dict[str, Any] = Field(sa_type=JSON)


class HeldEventDocumentRow(Table, table=True):
    __tablename__ = "held_event_document"
    __table_args__ = (Index("held_event_by_document", "tenant", "document_id"),)

    number: int = Field(primary_key=True, sa_type=COUNTER)
    document_id: str = Field(primary_key=True)
    tenant: str


class EmbargoRow(Table, table=True):
    __tablename__ = "embargo"

    tenant: str = Field(primary_key=True)
    document_id: str = Field(primary_key=True)
    until: datetime = Field(sa_type=UtcDateTime)


class DocumentVersionRow(Table, table=True):
    """A version that was accepted; `current` is the newest of its document."""

    __tablename__ = "document_version"

    tenant: str = Field(primary_key=True)
    document_id: str = Field(primary_key=True)
    version: str = Field(primary_key=True)
    versioned_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    pub_status: str
    digest: str
    operation_id: str
    current: bool


class EventDocumentRow(Table, table=True):
    __tablename__ = "event_document"
    __table_args__ = (Index("event_by_document", "tenant", "document_id"),)

    number: int = Field(primary_key=True, sa_type=COUNTER)
    document_id: str = Field(primary_key=True)
    tenant: str
