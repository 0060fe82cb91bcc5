"""Stored requests of one tenant that came with an idempotency key."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, update

from gateway.adapters.tables import SavedRequestRow
from gateway.domain.saved_answers import SavedAnswer, SavedRequest


@dataclass(frozen=True)
class SqlSavedRequests:
    session: Session
    tenant: str

    def get(self, key: str) -> SavedRequest | None:
        row = self.session.get(SavedRequestRow, (self.tenant, key))
        if row is None:
            return None
        answer = None if row.status is None else SavedAnswer(row.status, row.headers or {}, row.body or "")
        return SavedRequest(row.key, row.fingerprint, row.started_at, row.work_id or "", answer)

    def put(self, request: SavedRequest) -> None:
        answer = request.answer
        self.session.merge(
            SavedRequestRow(
                tenant=self.tenant,
                key=request.key,
                fingerprint=request.fingerprint,
                started_at=request.started_at,
                work_id=request.work_id,
                status=answer.status if answer else None,
                headers=dict(answer.headers) if answer else None,
                body=answer.body if answer else None,
            )
        )

    def renew(self, request: SavedRequest, at: datetime) -> None:
        unanswered = (
            col(SavedRequestRow.tenant) == self.tenant,
            col(SavedRequestRow.key) == request.key,
            col(SavedRequestRow.status).is_(None),
        )
        self.session.exec(update(SavedRequestRow).where(*unanswered).values(started_at=at))

    def remove(self, key: str) -> None:
        self._delete(col(SavedRequestRow.key) == key)

    def forget(self, before: datetime) -> None:
        self._delete(col(SavedRequestRow.started_at) < before)

    def remove_mentioning(self, document_id: str) -> None:
        """Remove answers in which the document's id stands."""
        quoted = json.dumps(document_id, ensure_ascii=False)
        self._delete(col(SavedRequestRow.body).contains(quoted, autoescape=True))

    def _delete(self, condition: object) -> None:
        self.session.exec(delete(SavedRequestRow).where(col(SavedRequestRow.tenant) == self.tenant, condition))  # type: ignore[arg-type]
