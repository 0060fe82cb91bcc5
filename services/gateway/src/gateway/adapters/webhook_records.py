"""Webhooks of one tenant and what is delivered to them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import func, true
from sqlmodel import Session, col, delete, select, update

from gateway.adapters.notifications import announce
from gateway.adapters.page_tokens import cut_page, place_token, read_place
from gateway.adapters.tables import EventRow
from gateway.adapters.webhook_tables import DeliveryRow, WebhookRow
from gateway.domain.bell import DELIVERIES
from gateway.domain.events import EventType
from gateway.domain.listing import Page, PageRequest
from gateway.domain.webhooks import PING, Attempt, Delivery, DeliveryState, Secret, Webhook, message_id

_SECRETS = TypeAdapter(tuple[Secret, ...])
_LOG = TypeAdapter(tuple[Attempt, ...])
_UNFINISHED = (DeliveryState.WAITING, DeliveryState.RUNNING)


def webhook_from(row: WebhookRow) -> Webhook:
    return Webhook(
        id=row.id,
        url=row.url,
        description=row.description,
        event_types=tuple(map(EventType, row.event_types)),
        created_at=row.created_at,
        secrets=_SECRETS.validate_python(row.secrets),
        enabled=row.enabled,
        disabled_reason=row.disabled_reason,
    )


def delivery_from(row: DeliveryRow) -> Delivery:
    return Delivery(
        number=row.number or 0,
        webhook_id=row.webhook_id,
        message_id=row.message_id,
        type=row.type,
        state=DeliveryState(row.state),
        created_at=row.created_at,
        due_at=row.due_at,
        attempts=row.attempts,
        log=_LOG.validate_python(row.log),
    )


def changeable_values(delivery: Delivery) -> dict[str, Any]:
    """Columns that change while a delivery is worked on; it is then under no lease."""
    return {
        "state": str(delivery.state),
        "due_at": delivery.due_at,
        "attempts": delivery.attempts,
        "log": _LOG.dump_python(delivery.log, mode="json"),
        "lease": None,
        "leased_until": None,
    }


def plan_deliveries(session: Session, tenant: str, events: Sequence[EventRow]) -> None:
    """Add a delivery of each event to each webhook that wants it, in the transaction of the events."""
    webhooks = session.exec(select(WebhookRow).where(WebhookRow.tenant == tenant, col(WebhookRow.enabled))).all()
    planned = [
        _planned(webhook.id, event, event.at)
        for event in events
        for webhook in webhooks
        if not webhook.event_types or event.type in webhook.event_types
    ]
    if planned:
        session.add_all(planned)
        announce(session, DELIVERIES)


def _planned(webhook_id: str, event: EventRow, now: datetime) -> DeliveryRow:
    return DeliveryRow(
        tenant=event.tenant,
        webhook_id=webhook_id,
        event_number=event.number,
        message_id=message_id(event.number or 0),
        type=event.type,
        state=DeliveryState.WAITING,
        created_at=now,
        due_at=now,
        attempts=0,
        log=[],
    )


@dataclass(frozen=True)
class SqlWebhooks:
    session: Session
    tenant: str

    def get(self, webhook_id: str) -> Webhook | None:
        row = self.session.get(WebhookRow, (self.tenant, webhook_id))
        return webhook_from(row) if row else None

    def all(self) -> tuple[Webhook, ...]:
        mine = select(WebhookRow).where(WebhookRow.tenant == self.tenant)
        rows = self.session.exec(mine.order_by(col(WebhookRow.created_at), col(WebhookRow.id)))
        return tuple(map(webhook_from, rows))

    def put(self, webhook: Webhook) -> None:
        row = WebhookRow(
            tenant=self.tenant,
            id=webhook.id,
            url=webhook.url,
            description=webhook.description,
            event_types=[str(each) for each in webhook.event_types],
            enabled=webhook.enabled,
            disabled_reason=webhook.disabled_reason,
            created_at=webhook.created_at,
            secrets=_SECRETS.dump_python(webhook.secrets, mode="json"),
        )
        self.session.merge(row)
        self.session.flush()

    def remove(self, webhook_id: str) -> bool:
        row = self.session.get(WebhookRow, (self.tenant, webhook_id))
        if row is None:
            return False
        self.session.delete(row)
        mine = (col(DeliveryRow.tenant) == self.tenant, col(DeliveryRow.webhook_id) == webhook_id)
        self.session.exec(delete(DeliveryRow).where(*mine))
        return True


@dataclass(frozen=True)
class SqlDeliveries:
    session: Session
    tenant: str

    def get(self, webhook_id: str, delivery_id: str) -> Delivery | None:
        number = delivery_id.removeprefix("dlv_")
        if not (number.isascii() and number.isdecimal() and len(number) <= 18):
            return None
        mine = (DeliveryRow.tenant == self.tenant, DeliveryRow.webhook_id == webhook_id)
        row = self.session.exec(select(DeliveryRow).where(*mine, DeliveryRow.number == int(number))).first()
        return delivery_from(row) if row else None

    def page(self, webhook_id: str, state: DeliveryState | None, page: PageRequest) -> Page[Delivery]:
        query = select(DeliveryRow).where(
            DeliveryRow.tenant == self.tenant,
            DeliveryRow.webhook_id == webhook_id,
            col(DeliveryRow.number) < read_place(page.token) if page.token else true(),
            col(DeliveryRow.state) == state if state else true(),
        )
        rows = self.session.exec(query.order_by(col(DeliveryRow.number).desc()).limit(page.size + 1))
        return cut_page(list(map(delivery_from, rows)), page.size, lambda last: place_token(last.number))

    def counts(self, webhook_id: str) -> dict[DeliveryState, int]:
        mine = (DeliveryRow.tenant == self.tenant, DeliveryRow.webhook_id == webhook_id)
        query = select(DeliveryRow.state, func.count()).where(*mine).group_by(DeliveryRow.state)
        counted = dict(self.session.exec(query).all())
        return {state: counted.get(state, 0) for state in DeliveryState}

    def ping(self, webhook_id: str, now: datetime) -> Delivery:
        row = DeliveryRow(
            tenant=self.tenant,
            webhook_id=webhook_id,
            message_id=f"ping_{secrets.token_hex(10)}",
            type=PING,
            state=DeliveryState.WAITING,
            created_at=now,
            due_at=now,
            attempts=0,
            log=[],
        )
        self.session.add(row)
        self.session.flush()
        announce(self.session, DELIVERIES)
        return delivery_from(row)

    def revive(self, delivery: Delivery, now: datetime) -> Delivery:
        row = self.session.get_one(DeliveryRow, delivery.number)
        self._revive([row], now)
        return delivery_from(row)

    def replay(self, webhook: Webhook, after_number: int, limit: int, now: datetime) -> tuple[Delivery, ...]:
        wanted = (
            EventRow.tenant == self.tenant,
            col(EventRow.number) > after_number,
            col(EventRow.type).in_(webhook.event_types) if webhook.event_types else true(),
        )
        events = self.session.exec(select(EventRow).where(*wanted).order_by(col(EventRow.number)).limit(limit)).all()
        known = self._of_events(webhook.id, [event.number or 0 for event in events])
        self._revive(list(known.values()), now)
        rows = [known.get(event.number) or _planned(webhook.id, event, now) for event in events]
        self.session.add_all(rows)
        self.session.flush()
        return tuple(map(delivery_from, rows))

    def _of_events(self, webhook_id: str, numbers: Sequence[int]) -> dict[int | None, DeliveryRow]:
        mine = (DeliveryRow.tenant == self.tenant, DeliveryRow.webhook_id == webhook_id)
        rows = self.session.exec(select(DeliveryRow).where(*mine, col(DeliveryRow.event_number).in_(numbers)))
        return {row.event_number: row for row in rows}

    def _revive(self, rows: Sequence[DeliveryRow], now: datetime) -> None:
        for row in rows:
            if row.state != DeliveryState.RUNNING:
                row.state, row.attempts, row.due_at = DeliveryState.WAITING, 0, now
        announce(self.session, DELIVERIES)

    def park(self, webhook_id: str) -> None:
        park_deliveries(self.session, self.tenant, webhook_id)


def park_deliveries(session: Session, tenant: str, webhook_id: str) -> None:
    """End what is not delivered yet; an attempt under way counts no more."""
    mine = (col(DeliveryRow.tenant) == tenant, col(DeliveryRow.webhook_id) == webhook_id)
    unfinished = (*mine, col(DeliveryRow.state).in_(_UNFINISHED))
    values = {"state": str(DeliveryState.PARKED), "lease": None, "leased_until": None}
    session.connection().execute(update(DeliveryRow).where(*unfinished).values(values))
