"""Receivers of events; all need a key with the scope admin."""

from collections.abc import Sequence
from typing import Any, Literal

from clashwire_client.call import Call, Paged, get, json_of, keyed, listed, nothing, path_of, post, reads
from clashwire_client.models.webhooks import Delivery, Replay, Webhook, WebhookList, WebhookWithSecret

DeliveryState = Literal["waiting", "running", "delivered", "parked"]


def webhooks() -> Call[WebhookList]:
    """List the receivers, oldest first."""
    return get("/v1/webhooks", WebhookList)


def register_webhook(
    url: str,
    *,
    event_types: Sequence[str] = (),
    description: str = "",
    secret: str | None = None,
    idempotency_key: str | None = None,
) -> Call[WebhookWithSecret]:
    """Register a receiver, of all events where no types are given; its secret is told this once."""
    body = {"url": url, "event_types": list(event_types), "description": description, "secret": secret}
    return post("/v1/webhooks", WebhookWithSecret, body, idempotency_key)


def get_webhook(webhook_id: str) -> Call[Webhook]:
    """Return a receiver."""
    return get(path_of("webhooks", webhook_id), Webhook)


def change_webhook(
    webhook_id: str,
    *,
    url: str | None = None,
    event_types: Sequence[str] | None = None,
    description: str | None = None,
    enabled: bool | None = None,
) -> Call[Webhook]:
    """Change what is given; disabling parks what is not delivered yet."""
    given: dict[str, Any] = {
        "url": url,
        "event_types": list(event_types) if event_types is not None else None,
        "description": description,
        "enabled": enabled,
    }
    body = {name: value for name, value in given.items() if value is not None}
    headers = {"content-type": "application/json"}
    return Call("PATCH", path_of("webhooks", webhook_id), reads(Webhook), headers=headers, content=json_of(body))


def delete_webhook(webhook_id: str) -> Call[None]:
    """Remove a receiver with its log."""
    return Call("DELETE", path_of("webhooks", webhook_id), nothing)


def rotate_webhook_secret(
    webhook_id: str,
    *,
    secret: str | None = None,
    keep_seconds: float = 86_400,
    idempotency_key: str | None = None,
) -> Call[WebhookWithSecret]:
    """Give a receiver a new secret; the old ones sign beside it for `keep_seconds`."""
    body = {"secret": secret, "keep_seconds": keep_seconds}
    return post(path_of("webhooks", webhook_id, "secrets"), WebhookWithSecret, body, idempotency_key)


def ping_webhook(webhook_id: str, *, idempotency_key: str | None = None) -> Call[Delivery]:
    """Send a message of type ping."""
    path = path_of("webhooks", webhook_id, "pings")
    return Call("POST", path, reads(Delivery), headers=keyed(idempotency_key))


def deliveries(webhook_id: str, *, state: DeliveryState | None = None, page_size: int = 100) -> Paged[Delivery]:
    """List what was and will be delivered, newest first; `parked` is what failed for good."""
    return listed(path_of("webhooks", webhook_id, "deliveries"), Delivery, "deliveries", page_size, state=state)


def get_delivery(webhook_id: str, delivery_id: str) -> Call[Delivery]:
    """Return a delivery with its last attempts."""
    return get(path_of("webhooks", webhook_id, "deliveries", delivery_id), Delivery)


def retry_delivery(webhook_id: str, delivery_id: str, *, idempotency_key: str | None = None) -> Call[Delivery]:
    """Deliver a message once more, under the same id."""
    path = path_of("webhooks", webhook_id, "deliveries", delivery_id, "retries")
    return Call("POST", path, reads(Delivery), headers=keyed(idempotency_key))


def replay_events(webhook_id: str, after_event_id: str, *, idempotency_key: str | None = None) -> Call[Replay]:
    """Deliver the events after one once more, in portions."""
    body = {"after_event_id": after_event_id}
    return post(path_of("webhooks", webhook_id, "replays"), Replay, body, idempotency_key)
