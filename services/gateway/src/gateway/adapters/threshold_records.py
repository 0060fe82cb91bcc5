"""Thresholds that were set for keys of one tenant."""

from dataclasses import dataclass

from sqlmodel import Session

from gateway.adapters.access_tables import KeyThresholdRow
from gateway.domain.thresholds import NO_THRESHOLDS, Thresholds


@dataclass(frozen=True)
class SqlThresholds:
    session: Session
    tenant: str

    def get(self, key_id: str) -> Thresholds:
        row = self.session.get(KeyThresholdRow, (self.tenant, key_id))
        return Thresholds(row.clash, row.unsure) if row else NO_THRESHOLDS

    def put(self, key_id: str, thresholds: Thresholds) -> None:
        self.session.merge(
            KeyThresholdRow(tenant=self.tenant, key_id=key_id, clash=thresholds.clash, unsure=thresholds.unsure)
        )
