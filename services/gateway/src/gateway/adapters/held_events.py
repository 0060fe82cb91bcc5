"""Events of one tenant that wait for embargoes to end, and the embargoes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, delete, select

from gateway.adapters.tables import EmbargoRow, HeldEventDocumentRow, HeldEventRow
from gateway.domain.events import EventType, NewEvent


@dataclass(frozen=True)
class SqlEmbargoes:
    session: Session
    tenant: str

    def put(self, document_id: str, until: datetime | None) -> None:
        if until is None:
            self.remove(document_id)
        else:
            self.session.merge(EmbargoRow(tenant=self.tenant, document_id=document_id, until=until))
            self.session.flush()

    def of(self, document_id: str) -> datetime | None:
        row = self.session.get(EmbargoRow, (self.tenant, document_id))
        return row.until if row else None

    def in_force(self, document_ids: Collection[str], now: datetime) -> frozenset[str]:
        mine = (
            EmbargoRow.tenant == self.tenant,
            col(EmbargoRow.document_id).in_(document_ids),
            col(EmbargoRow.until) > now,
        )
        return frozenset(self.session.exec(select(EmbargoRow.document_id).where(*mine)))

    def remove(self, document_id: str) -> None:
        mine = (col(EmbargoRow.tenant) == self.tenant, col(EmbargoRow.document_id) == document_id)
        self.session.exec(delete(EmbargoRow).where(*mine))


@dataclass(frozen=True)
class HeldEvents:
    session: Session
    tenant: str

    def must_hold(self, event: NewEvent) -> bool:
        ids = event.document_ids
        return bool(ids and SqlEmbargoes(self.session, self.tenant).in_force(ids, event.at))

    def hold(self, event: NewEvent) -> None:
        row = HeldEventRow(tenant=self.tenant, type=event.type, at=event.at, data=dict(event.data))
        self.session.add(row)
        self.session.flush()
        for document_id in event.document_ids:
            self.session.add(HeldEventDocumentRow(number=row.number or 0, document_id=document_id, tenant=self.tenant))

    def take_due(self, now: datetime) -> tuple[NewEvent, ...]:
        """Remove and return those whose documents are all free, in the order in which they came."""
        mine = select(HeldEventRow).where(HeldEventRow.tenant == self.tenant, is_due(now))
        rows = self.session.exec(mine.order_by(col(HeldEventRow.number))).all()
        numbers = [row.number or 0 for row in rows]
        documents = self._documents(numbers)
        self._remove(numbers)
        return tuple(NewEvent(EventType(r.type), r.at, r.data, tuple(documents[r.number or 0])) for r in rows)

    def _documents(self, numbers: Sequence[int]) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {number: [] for number in numbers}
        for row in self.session.exec(select(HeldEventDocumentRow).where(col(HeldEventDocumentRow.number).in_(numbers))):
            found[row.number].append(row.document_id)
        return found

    def remove_of_document(self, document_id: str) -> None:
        mine = (
            col(HeldEventDocumentRow.tenant) == self.tenant,
            col(HeldEventDocumentRow.document_id) == document_id,
        )
        self._remove(self.session.exec(select(HeldEventDocumentRow.number).where(*mine)).all())

    def _remove(self, numbers: Sequence[int]) -> None:
        self.session.exec(delete(HeldEventRow).where(col(HeldEventRow.number).in_(numbers)))
        self.session.exec(delete(HeldEventDocumentRow).where(col(HeldEventDocumentRow.number).in_(numbers)))


def is_due(now: datetime) -> ColumnElement[bool]:
    """Whether no document of a held event is under embargo any more."""
    return ~exists().where(
        col(HeldEventDocumentRow.number) == col(HeldEventRow.number),
        col(EmbargoRow.tenant) == col(HeldEventRow.tenant),
        col(EmbargoRow.document_id) == col(HeldEventDocumentRow.document_id),
        col(EmbargoRow.until) > now,
    )
