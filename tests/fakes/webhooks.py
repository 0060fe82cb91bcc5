"""Webhooks of one tenant in memory; nothing is delivered to them."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from gateway.domain.listing import Page, PageRequest
from gateway.domain.webhooks import PING, Delivery, DeliveryState, Webhook


@dataclass
class FakeWebhooks:
    rows: dict[str, Webhook] = field(default_factory=dict)

    def get(self, webhook_id: str) -> Webhook | None:
        return self.rows.get(webhook_id)

    def all(self) -> tuple[Webhook, ...]:
        return tuple(self.rows.values())

    def put(self, webhook: Webhook) -> None:
        self.rows[webhook.id] = webhook

    def remove(self, webhook_id: str) -> bool:
        return self.rows.pop(webhook_id, None) is not None


@dataclass
class FakeDeliveries:
    rows: dict[str, Delivery] = field(default_factory=dict)

    def get(self, webhook_id: str, delivery_id: str) -> Delivery | None:
        found = self.rows.get(delivery_id)
        return found if found and found.webhook_id == webhook_id else None

    def page(self, webhook_id: str, state: DeliveryState | None, page: PageRequest) -> Page[Delivery]:
        kept = [d for d in reversed(self.rows.values()) if d.webhook_id == webhook_id and state in (None, d.state)]
        return Page(tuple(kept[: page.size]), "")

    def counts(self, webhook_id: str) -> dict[DeliveryState, int]:
        states = [delivery.state for delivery in self.rows.values() if delivery.webhook_id == webhook_id]
        return {state: states.count(state) for state in DeliveryState}

    def ping(self, webhook_id: str, now: datetime) -> Delivery:
        number = len(self.rows) + 1
        ping = Delivery(number, webhook_id, f"ping_{number}", PING, DeliveryState.WAITING, now, now, 0, ())
        self.rows[ping.id] = ping
        return ping

    def revive(self, delivery: Delivery, now: datetime) -> Delivery:
        self.rows[delivery.id] = replace(delivery, state=DeliveryState.WAITING, due_at=now)
        return self.rows[delivery.id]

    def replay(self, webhook: Webhook, after_number: int, limit: int, now: datetime) -> tuple[Delivery, ...]:
        del webhook, after_number, limit, now
        return ()

    def park(self, webhook_id: str) -> None:
        del webhook_id
