"""Due deliveries of all tenants, taken by workers under leases."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import CursorResult, Engine, func, or_
from sqlmodel import Session, col, delete, select, update

from gateway.adapters.database import transaction
from gateway.adapters.tables import EventRow
from gateway.adapters.webhook_records import changeable_values, delivery_from, park_deliveries, webhook_from
from gateway.adapters.webhook_tables import DeliveryRow, WebhookRow
from gateway.domain.ports import Clock
from gateway.domain.webhooks import Delivery, DeliveryOutcome, DeliveryState, Errand

Result = TypeVar("Result")


@dataclass(frozen=True)
class SqlDeliveryQueue:
    """No receiver is sent more than `most_at_once` messages at the same time, so a slow one does not hold up others."""

    engine: Engine
    threads: ThreadPoolExecutor
    clock: Clock
    most_at_once: int

    async def take(self, lease: str, length: timedelta) -> Errand | None:
        def take(session: Session) -> Errand | None:
            now = self.clock.now()
            while row := self._longest_due(session, now):
                row.state, row.lease, row.leased_until = DeliveryState.RUNNING, lease, now + length
                row.attempts += 1
                if errand := _errand(session, row, lease, now):
                    return errand
                session.delete(row)
                session.flush()
            return None

        return await self._write(take)

    def _longest_due(self, session: Session, now: datetime) -> DeliveryRow | None:
        running = col(DeliveryRow.state) == DeliveryState.RUNNING
        busy = (
            select(DeliveryRow.webhook_id)
            .where(running, col(DeliveryRow.leased_until) > now)
            .group_by(col(DeliveryRow.webhook_id))
            .having(func.count() >= self.most_at_once)
        )
        quiet_until = col(WebhookRow.quiet_until)
        open_to_more = select(WebhookRow.id).where(
            col(WebhookRow.enabled), or_(quiet_until.is_(None), quiet_until <= now), col(WebhookRow.id).not_in(busy)
        )
        waiting = (col(DeliveryRow.state) == DeliveryState.WAITING) & (col(DeliveryRow.due_at) <= now)
        abandoned = running & (col(DeliveryRow.leased_until) <= now)
        due = select(DeliveryRow).where(or_(waiting, abandoned), col(DeliveryRow.webhook_id).in_(open_to_more))
        first = due.order_by(col(DeliveryRow.due_at), col(DeliveryRow.number)).limit(1)
        return session.exec(first.with_for_update(skip_locked=True)).first()

    async def finish(self, errand: Errand, after: Delivery, silence: timedelta) -> None:
        def finish(session: Session) -> None:
            tenant = _change_leased(session, errand, changeable_values(after))
            if tenant is None:
                return
            webhook = session.get_one(WebhookRow, (tenant, after.webhook_id))
            if silence:
                webhook.quiet_until = self.clock.now() + silence
            if after.log[-1].outcome is DeliveryOutcome.GONE:
                webhook.enabled, webhook.disabled_reason = False, str(DeliveryOutcome.GONE).upper()
                park_deliveries(session, tenant, webhook.id)

        await self._write(finish)

    async def give_back(self, errand: Errand) -> None:
        values = {"state": "waiting", "attempts": errand.delivery.attempts - 1, "lease": None, "leased_until": None}
        await self._write(lambda session: _change_leased(session, errand, values))

    async def forget_older_than(self, age: timedelta) -> None:
        """Drop what was delivered or parked so long ago."""
        ended = col(DeliveryRow.state).in_((DeliveryState.DELIVERED, DeliveryState.PARKED))
        old = (ended, col(DeliveryRow.due_at) < self.clock.now() - age)
        await self._write(lambda session: session.exec(delete(DeliveryRow).where(*old)))

    async def _write(self, work: Callable[[Session], Result]) -> Result:
        def write() -> Result:
            with transaction(self.engine, reading=False) as session:
                return work(session)

        return await asyncio.get_running_loop().run_in_executor(self.threads, write)


def _errand(session: Session, row: DeliveryRow, lease: str, now: datetime) -> Errand | None:
    """All that is needed to send it; None where its event is gone."""
    webhook = webhook_from(session.get_one(WebhookRow, (row.tenant, row.webhook_id)))
    event = session.get(EventRow, row.event_number) if row.event_number else None
    if row.event_number and event is None:
        return None
    return Errand(
        delivery=delivery_from(row),
        lease=lease,
        url=webhook.url,
        secrets=tuple(secret.value for secret in webhook.secrets if secret.is_valid(now)),
        at=event.at if event else row.created_at,
        data=event.data if event else {"webhook_id": webhook.id},
    )


def _change_leased(session: Session, errand: Errand, values: dict[str, Any]) -> str | None:
    """Change the row where the errand's lease is still held; return its tenant if it was."""
    held = (col(DeliveryRow.number) == errand.delivery.number, col(DeliveryRow.lease) == errand.lease)
    statement = update(DeliveryRow).where(*held).values(values).returning(col(DeliveryRow.tenant))
    result: CursorResult[Any] = session.connection().execute(statement)
    return result.scalar_one_or_none()
