"""The audit log of one tenant; what concerns everybody stands under no tenant and is shown to all."""

from dataclasses import dataclass

from sqlalchemy import true
from sqlmodel import Session, col, select

from gateway.adapters.access_tables import AuditRow
from gateway.adapters.page_tokens import cut_page, place_token, read_place
from gateway.domain.audit import EVERYBODY, Action, Actor, AuditEntry, Facts, NewAuditEntry
from gateway.domain.listing import Page, PageRequest


@dataclass(frozen=True)
class SqlAudit:
    session: Session
    tenant: str

    def add(self, entry: NewAuditEntry) -> None:
        row = AuditRow(
            tenant=self.tenant,
            at=entry.at,
            actor_key_id=entry.actor.key_id,
            actor_name=entry.actor.name,
            action=entry.action,
            subject=entry.subject,
            before=dict(entry.before),
            after=dict(entry.after),
        )
        self.session.add(row)

    def page(self, page: PageRequest) -> Page[AuditEntry]:
        query = (
            select(AuditRow)
            .where(
                col(AuditRow.tenant).in_((self.tenant, EVERYBODY)),
                col(AuditRow.number) < read_place(page.token) if page.token else true(),
            )
            .order_by(col(AuditRow.number).desc())
            .limit(page.size + 1)
        )
        found = [_entry(row) for row in self.session.exec(query)]
        return cut_page(found, page.size, lambda last: place_token(last.number))

    def left_by(self, action: Action, subject: str) -> Facts:
        mine = (AuditRow.tenant == self.tenant, AuditRow.action == action, AuditRow.subject == subject)
        entries = self.session.exec(select(AuditRow.after).where(*mine).order_by(col(AuditRow.number)))
        return {name: value for after in entries for name, value in after.items()}


def _entry(row: AuditRow) -> AuditEntry:
    return AuditEntry(
        number=row.number or 0,
        at=row.at,
        actor=Actor(row.actor_key_id, row.actor_name),
        action=Action(row.action),
        subject=row.subject,
        before=row.before,
        after=row.after,
    )
