"""Stored documents of one tenant."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlmodel import Session, col, delete, select

from gateway.adapters.claim_records import SqlClaims
from gateway.adapters.event_records import SqlEvents
from gateway.adapters.held_events import SqlEmbargoes
from gateway.adapters.job_records import SqlJobs
from gateway.adapters.request_records import SqlSavedRequests
from gateway.adapters.search import ClaimIndex
from gateway.adapters.tables import CheckDocumentRow, CheckRow, DocumentRow
from gateway.adapters.trace_records import SqlTraces
from gateway.adapters.version_records import SqlVersions
from gateway.domain.documents import Document

_CONTENT = TypeAdapter(Document)


@dataclass(frozen=True)
class SqlDocuments:
    session: Session
    tenant: str

    def get(self, document_id: str) -> Document | None:
        return self.with_ids([document_id]).get(document_id)

    def with_ids(self, document_ids: Collection[str]) -> dict[str, Document]:
        query = select(DocumentRow).where(DocumentRow.tenant == self.tenant, col(DocumentRow.id).in_(document_ids))
        return {row.id: _CONTENT.validate_python(row.content) for row in self.session.exec(query)}

    def put(self, document: Document, at: datetime) -> None:
        row = DocumentRow(
            tenant=self.tenant,
            id=document.id,
            source=document.source,
            published_at=document.published_at,
            stored_at=at,
            content=_CONTENT.dump_python(document, mode="json"),
        )
        self.session.merge(row)
        self.session.flush()
        SqlTraces(self.session, self.tenant).replace(document)

    def akin(self, traces: Collection[int], excluding: Collection[str], limit: int) -> tuple[Document, ...]:
        ids = SqlTraces(self.session, self.tenant).sharing(traces, excluding, limit)
        found = self.with_ids(ids)
        return tuple(found[document_id] for document_id in ids if document_id in found)

    def stored_before(self, moment: datetime, limit: int) -> tuple[str, ...]:
        query = select(DocumentRow.id).where(DocumentRow.tenant == self.tenant, col(DocumentRow.stored_at) < moment)
        return tuple(self.session.exec(query.order_by(col(DocumentRow.stored_at)).limit(limit)))

    def remove(self, document_id: str) -> bool:
        row = self.session.get(DocumentRow, (self.tenant, document_id))
        if row is None:
            return False
        SqlClaims(self.session, self.tenant).remove_of_document(document_id)
        ClaimIndex(self.session, self.tenant).forget_removed()
        SqlTraces(self.session, self.tenant).remove(document_id)
        self._remove_checks(document_id)
        SqlSavedRequests(self.session, self.tenant).remove_mentioning(document_id)
        SqlJobs(self.session, self.tenant).remove_of_document(document_id)
        SqlEvents(self.session, self.tenant).remove_of_document(document_id)
        SqlVersions(self.session, self.tenant).remove_of_document(document_id)
        SqlEmbargoes(self.session, self.tenant).remove(document_id)
        self.session.delete(row)
        return True

    def _remove_checks(self, document_id: str) -> None:
        mine = select(CheckDocumentRow.check_id).where(
            CheckDocumentRow.tenant == self.tenant, CheckDocumentRow.document_id == document_id
        )
        ids = self.session.exec(mine).all()
        for table, column in ((CheckRow, CheckRow.id), (CheckDocumentRow, CheckDocumentRow.check_id)):
            self.session.exec(delete(table).where(col(table.tenant) == self.tenant, col(column).in_(ids)))
