"""Events of one tenant."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from gateway.adapters.tables import EventDocumentRow, EventRow
from gateway.domain.events import Event, EventType, NewEvent


@dataclass(frozen=True)
class SqlEvents:
    session: Session
    tenant: str

    def add(self, events: Sequence[NewEvent]) -> None:
        for event in events:
            # flushed one by one: the numbers must follow the order of the events
            row = EventRow(tenant=self.tenant, type=event.type, at=event.at, data=dict(event.data))
            self.session.add(row)
            self.session.flush()
            for document_id in event.document_ids:
                link = EventDocumentRow(number=row.number or 0, document_id=document_id, tenant=self.tenant)
                self.session.add(link)

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
        self.session.exec(delete(EventRow).where(col(EventRow.number).in_(numbers)))
        self.session.exec(delete(EventDocumentRow).where(col(EventDocumentRow.number).in_(numbers)))
