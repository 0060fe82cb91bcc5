"""What webhooks need from elsewhere."""

from datetime import datetime, timedelta
from typing import Protocol

from gateway.domain.listing import Page, PageRequest
from gateway.domain.webhooks import Delivery, DeliveryState, Errand, Reply, Webhook


class Webhooks(Protocol):
    """Receivers of a tenant's events."""

    def get(self, webhook_id: str) -> Webhook | None: ...

    def all(self) -> tuple[Webhook, ...]:
        """Oldest first."""
        ...

    def put(self, webhook: Webhook) -> None: ...

    def remove(self, webhook_id: str) -> bool:
        """Remove it with its deliveries; tell whether there was one."""
        ...


class Deliveries(Protocol):
    """What is and was delivered to a tenant's webhooks; events add to it themselves."""

    def get(self, webhook_id: str, delivery_id: str) -> Delivery | None: ...

    def page(self, webhook_id: str, state: DeliveryState | None, page: PageRequest) -> Page[Delivery]:
        """Newest first."""
        ...

    def counts(self, webhook_id: str) -> dict[DeliveryState, int]: ...

    def ping(self, webhook_id: str, now: datetime) -> Delivery:
        """Add a message without an event."""
        ...

    def revive(self, delivery: Delivery, now: datetime) -> Delivery:
        """Let it wait again with all attempts before it, unless it is under way."""
        ...

    def replay(self, webhook: Webhook, after_number: int, limit: int, now: datetime) -> tuple[Delivery, ...]:
        """Let the events after a number that the webhook wants be delivered once more, oldest first."""
        ...

    def park(self, webhook_id: str) -> None:
        """End what is not delivered yet."""
        ...


class DeliveryQueue(Protocol):
    """Due deliveries of all tenants, as workers see them."""

    async def take(self, lease: str, length: timedelta) -> Errand | None:
        """Lease the delivery that is due longest to a receiver that is not busy with others."""
        ...

    async def finish(self, errand: Errand, after: Delivery, silence: timedelta) -> None:
        """Store how it went, where the lease is still held; a receiver that is gone is disabled."""
        ...

    async def give_back(self, errand: Errand) -> None:
        """End the attempt as if it had not begun, where the lease is still held."""
        ...


class MessageSender(Protocol):
    async def send(self, errand: Errand, at: datetime) -> Reply:
        """Sign and send. INVALID for a forbidden address, TIMED_OUT, UNAVAILABLE where nobody answers."""
        ...
