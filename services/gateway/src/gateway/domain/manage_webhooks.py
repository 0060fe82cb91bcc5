"""What callers do with their webhooks and deliveries; every function runs inside one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from gateway.domain.events import EventType
from gateway.domain.ports import Records
from gateway.domain.url_guard import FetchPolicy, read_target
from gateway.domain.webhooks import Delivery, Webhook, check_secret, new_secret, new_webhook
from service_kit.errors import ErrorKind, ServiceError

DISABLED_BY_CALLER = "DISABLED_BY_CALLER"


@dataclass(frozen=True)
class WebhookLimits:
    """How many receivers a tenant has, how many events one replay repeats, and where receivers may stand."""

    most_webhooks: int = 50
    most_replayed: int = 1_000
    policy: FetchPolicy = field(default_factory=FetchPolicy)


@dataclass(frozen=True)
class WebhookChange:
    """What is not None takes the place of what was."""

    url: str | None = None
    description: str | None = None
    event_types: Sequence[EventType] | None = None
    enabled: bool | None = None


def no_webhook() -> ServiceError:
    return ServiceError(ErrorKind.NOT_FOUND, "there is no such webhook", reason="WEBHOOK_NOT_FOUND")


def no_delivery() -> ServiceError:
    return ServiceError(ErrorKind.NOT_FOUND, "there is no such delivery", reason="DELIVERY_NOT_FOUND")


def find(webhook_id: str, records: Records) -> Webhook:
    """NOT_FOUND."""
    webhook = records.webhooks.get(webhook_id)
    if webhook is None:
        raise no_webhook()
    return webhook


def register(
    records: Records,
    limits: WebhookLimits,
    *,
    url: str,
    description: str,
    event_types: Sequence[EventType],
    secret: str | None,
    now: datetime,
) -> Webhook:
    """INVALID for an address that may not be called, a bad secret, or one receiver too many."""
    read_target(url, limits.policy)
    webhook = new_webhook(url, description, event_types, secret, now)
    if len(records.webhooks.all()) >= limits.most_webhooks:
        message = f"there are {limits.most_webhooks} webhooks already; delete one first"
        raise ServiceError(
            ErrorKind.CONFLICT, message, reason="TOO_MANY_WEBHOOKS", field="webhooks", limit=limits.most_webhooks
        )
    records.webhooks.put(webhook)
    return webhook


def change(records: Records, limits: WebhookLimits, webhook_id: str, wanted: WebhookChange) -> Webhook:
    """Disabling parks what was not delivered. NOT_FOUND, INVALID for an address that may not be called."""
    webhook = find(webhook_id, records)
    if wanted.url is not None:
        read_target(wanted.url, limits.policy)
        webhook = replace(webhook, url=wanted.url)
    if wanted.description is not None:
        webhook = replace(webhook, description=wanted.description)
    if wanted.event_types is not None:
        webhook = replace(webhook, event_types=tuple(dict.fromkeys(wanted.event_types)))
    if wanted.enabled is not None and wanted.enabled != webhook.enabled:
        reason = None if wanted.enabled else DISABLED_BY_CALLER
        webhook = replace(webhook, enabled=wanted.enabled, disabled_reason=reason)
        if not wanted.enabled:
            records.deliveries.park(webhook_id)
    records.webhooks.put(webhook)
    return webhook


def remove(webhook_id: str, records: Records) -> None:
    """Remove it with its log. NOT_FOUND."""
    if not records.webhooks.remove(webhook_id):
        raise no_webhook()


def rotate(records: Records, webhook_id: str, secret: str | None, keep: timedelta, now: datetime) -> Webhook:
    """Give it a new secret, beside which the old ones sign for a while. NOT_FOUND, INVALID for a bad secret."""
    value = check_secret(secret) if secret is not None else new_secret()
    webhook = find(webhook_id, records).rotated(value, now, keep)
    records.webhooks.put(webhook)
    return webhook


def ping(records: Records, webhook_id: str, now: datetime) -> Delivery:
    """Send a message that tells nothing, to see whether it arrives. NOT_FOUND, CONFLICT for a disabled webhook."""
    _check_enabled(find(webhook_id, records))
    return records.deliveries.ping(webhook_id, now)


def retry(records: Records, webhook_id: str, delivery_id: str, now: datetime) -> Delivery:
    """Deliver once more, with all attempts before it. NOT_FOUND, CONFLICT for a disabled webhook."""
    _check_enabled(find(webhook_id, records))
    delivery = records.deliveries.get(webhook_id, delivery_id)
    if delivery is None:
        raise no_delivery()
    return records.deliveries.revive(delivery, now)


def replay(
    records: Records, limits: WebhookLimits, webhook_id: str, after_number: int, now: datetime
) -> tuple[Delivery, ...]:
    """Deliver the events after a number once more, at most so many. NOT_FOUND, CONFLICT for a disabled webhook."""
    webhook = find(webhook_id, records)
    _check_enabled(webhook)
    return records.deliveries.replay(webhook, after_number, limits.most_replayed, now)


def _check_enabled(webhook: Webhook) -> None:
    if not webhook.enabled:
        raise ServiceError(ErrorKind.CONFLICT, "the webhook is disabled; enable it first", reason="WEBHOOK_DISABLED")
