"""Events of one tenant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from gateway.adapters.held_events import HeldEvents
from gateway.adapters.notifications import announce
from gateway.adapters.tables import EventDocumentRow, EventRow
from gateway.adapters.webhook_records import plan_deliveries
from gateway.adapters.webhook_tables import DeliveryRow
from gateway.domain.bell import events_of
from gateway.domain.events import Event, EventType, NewEvent


@dataclass(frozen=True)
class SqlEvents:
    session: Session
    tenant: str

    def add(self, events: Sequence[NewEvent]) -> None:
        if not events:
            return
        # what waited and is due comes first: it happened before
        self.release(min(event.at for event in events))
        held = [event for event in events if self._held.must_hold(event)]
        for event in held:
            self._held.hold(event)
        self._append([event for event in events if event not in held])

    def release(self, now: datetime) -> None:
        self._append(self._held.take_due(now))

    @property
    def _held(self) -> HeldEvents:
        return HeldEvents(self.session, self.tenant)

    def _append(self, events: Sequence[NewEvent]) -> None:
        """Number the events and hand them to all who listen; what is held came here only when it was free."""
        if events:
            plan_deliveries(self.session, self.tenant, [self._numbered(event) for event in events])
            announce(self.session, events_of(self.tenant))

    def _numbered(self, event: NewEvent) -> EventRow:
        # flushed one by one: the numbers must follow the order of the events
        row = EventRow(tenant=self.tenant, type=event.type, at=event.at, data=dict(event.data))
        self.session.add(row)
        self.session.flush()
        for document_id in event.document_ids:
            self.session.add(EventDocumentRow(number=row.number or 0, document_id=document_id, tenant=self.tenant))
        return row

    def after(self, number: int, limit: int) -> tuple[Event, ...]:
        query = (
            select(EventRow)
            .where(EventRow.tenant == self.tenant, col(EventRow.number) > number)
            .order_by(col(EventRow.number))
            .limit(limit)
        )
        return tuple(Event(row.number or 0, EventType(row.type), row.at, row.data) for row in self.session.exec(query))

    def last_number(self) -> int:
        return self.session.exec(select(func.max(EventRow.number)).where(EventRow.tenant == self.tenant)).one() or 0

    def remove_of_document(self, document_id: str) -> None:
        mine = (col(EventDocumentRow.tenant) == self.tenant, col(EventDocumentRow.document_id) == document_id)
        numbers = self.session.exec(select(EventDocumentRow.number).where(*mine)).all()
        self.session.exec(delete(DeliveryRow).where(col(DeliveryRow.event_number).in_(numbers)))
        self.session.exec(delete(EventRow).where(col(EventRow.number).in_(numbers)))
        self.session.exec(delete(EventDocumentRow).where(col(EventDocumentRow.number).in_(numbers)))
        self._held.remove_of_document(document_id)
