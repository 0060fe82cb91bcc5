"""The use case: documents are erased, with everything derived from them, once they have been kept long enough."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from gateway.domain.audit import SYSTEM_ACTOR, Action, Facts, NewAuditEntry
from gateway.domain.erase_document import erase_document
from gateway.domain.ports import Clock, Records, UnitOfWork

_PER_TRANSACTION = 20


@dataclass(frozen=True)
class RetainDocuments:
    """Erases what was last stored more than `days` ago, at most so many documents of a tenant in one pass."""

    unit_of_work: UnitOfWork
    clock: Clock
    days: int
    most_per_pass: int

    async def __call__(self) -> None:
        before = self.clock.now() - timedelta(days=self.days)
        for tenant in await self.unit_of_work.tenants_with_documents_before(before):
            await self._erase(tenant, before)

    async def _erase(self, tenant: str, before: datetime) -> None:
        left = self.most_per_pass
        while left > 0:
            wanted = min(left, _PER_TRANSACTION)
            erased = await self.unit_of_work.write(tenant, partial(self._erase_some, before, wanted))
            if erased < wanted:
                return
            left -= erased

    def _erase_some(self, before: datetime, most: int, records: Records) -> int:
        document_ids = records.documents.stored_before(before, most)
        for document_id in document_ids:
            erase_document(document_id, records)
        if document_ids:
            told: Facts = {"documents": len(document_ids), "stored_before": before.isoformat()}
            now = self.clock.now()
            records.audit.add(NewAuditEntry(now, SYSTEM_ACTOR, Action.RETENTION_ERASED, "documents", {}, told))
        return len(document_ids)
