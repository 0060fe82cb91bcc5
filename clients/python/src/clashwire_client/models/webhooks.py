"""Receivers of events, and what was delivered to them."""

from datetime import datetime

from clashwire_client.models.base import Answer


class SecretState(Answer):
    """A secret that signs; without `expires_at` for good."""

    created_at: datetime
    expires_at: datetime | None


class Webhook(Answer):
    """A receiver; no `event_types` means all of them. `secrets` sign side by side, the newest first."""

    id: str
    url: str
    description: str
    event_types: tuple[str, ...]
    enabled: bool
    disabled_reason: str | None
    created_at: datetime
    secrets: tuple[SecretState, ...]


class WebhookWithSecret(Webhook):
    """A receiver that was just registered or given a new secret, which is told this once."""

    secret: str


class WebhookList(Answer):
    """All receivers of the tenant, the oldest first."""

    webhooks: tuple[Webhook, ...]


class DeliveryAttempt(Answer):
    """One try; `status` is None where there was no answer."""

    at: datetime
    outcome: str
    status: int | None
    milliseconds: int


class Delivery(Answer):
    """One message to a receiver, sent with `message_id` as its webhook-id; `log` ends with the last try."""

    id: str
    message_id: str
    type: str
    state: str
    created_at: datetime
    due_at: datetime
    attempts: int
    log: tuple[DeliveryAttempt, ...]


class Replay(Answer):
    """How many events are delivered once more; go on after `last_event_id` until it is None."""

    deliveries: int
    last_event_id: str | None
