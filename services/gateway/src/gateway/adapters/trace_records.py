"""Hashes by which copies of a document are found without reading texts."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, insert
from sqlmodel import Session, col, delete, select

from gateway.adapters.tables import DocumentTraceRow
from gateway.domain.documents import Document
from gateway.domain.provenance import provenance


@dataclass(frozen=True)
class SqlTraces:
    session: Session
    tenant: str

    def replace(self, document: Document) -> None:
        self.remove(document.id)
        traces = provenance(document).traces
        rows = [{"tenant": self.tenant, "trace": trace, "document_id": document.id} for trace in sorted(traces)]
        if rows:
            self.session.connection().execute(insert(DocumentTraceRow), rows)

    def remove(self, document_id: str) -> None:
        mine = (col(DocumentTraceRow.tenant) == self.tenant, col(DocumentTraceRow.document_id) == document_id)
        self.session.exec(delete(DocumentTraceRow).where(*mine))

    def sharing(self, traces: Collection[int], excluding: Collection[str], limit: int) -> list[str]:
        """Ids of the documents that share most of them, most first."""
        document_id = col(DocumentTraceRow.document_id)
        query = (
            select(DocumentTraceRow.document_id)
            .where(DocumentTraceRow.tenant == self.tenant, col(DocumentTraceRow.trace).in_(traces))
            .where(document_id.not_in(excluding))
            .group_by(document_id)
            .order_by(func.count().desc(), document_id)
            .limit(limit)
        )
        return list(self.session.exec(query))
