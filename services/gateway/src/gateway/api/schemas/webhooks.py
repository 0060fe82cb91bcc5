"""Receivers of events, and the log of what was delivered."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from gateway.api.schemas.base import Answer, Request
from gateway.domain import webhooks as domain
from gateway.domain.events import EventType

Url = Annotated[str, Field(description="Where to deliver; https, unless the operator allows http.", max_length=2_000)]
Description = Annotated[str, Field(description="For people.", max_length=500)]
EventTypes = Annotated[list[EventType], Field(description="What to deliver; empty for everything.", max_length=50)]
SecretIn = Annotated[
    str | None, Field(description="whsec_ and the base64 of 24 to 64 bytes; made here where it is not given.")
]
MostSeconds = 30 * 86_400


class WebhookIn(Request):
    """A receiver to register."""

    url: Url
    description: Description = ""
    event_types: EventTypes = Field([])
    secret: SecretIn = None


class WebhookChangeIn(Request):
    """What is given takes the place of what was."""

    url: Url | None = None
    description: Description | None = None
    event_types: EventTypes | None = None
    enabled: bool | None = Field(None, description="Disabling parks what is not delivered yet.")


class SecretRotationIn(Request):
    """A new secret."""

    secret: SecretIn = None
    keep_seconds: float = Field(86_400, ge=0, le=MostSeconds, description="How long the old secrets sign beside it.")


class ReplayIn(Request):
    """Where to begin."""

    after_event_id: str = Field(
        pattern=r"^(evt_)?\d{1,18}$", description="Id of an event, as in the stream or in webhook-id; 0 for all."
    )

    @property
    def after_number(self) -> int:
        return int(self.after_event_id.removeprefix("evt_"))


class SecretState(Answer):
    """A secret that signs; it is not shown again."""

    created_at: datetime
    expires_at: datetime | None


class Webhook(Answer):
    """A receiver; `secrets` sign side by side while one is rotated, the newest first."""

    id: str
    url: str
    description: str
    event_types: list[EventType]
    enabled: bool
    disabled_reason: str | None = Field(description="GONE where the receiver answered 410.")
    created_at: datetime
    secrets: list[SecretState]


class WebhookWithSecret(Webhook):
    """The only answer that shows the secret."""

    secret: str

    @classmethod
    def of(cls, webhook: domain.Webhook) -> "WebhookWithSecret":
        shown = Webhook.model_validate(webhook)
        return cls(**shown.model_dump(), secret=webhook.secrets[0].value)


class WebhookList(BaseModel):
    webhooks: list[Webhook]


class DeliveryAttempt(Answer):
    """One try."""

    at: datetime
    outcome: domain.DeliveryOutcome
    status: int | None = Field(description="HTTP status; null where there was no answer.")
    milliseconds: int


class Delivery(Answer):
    """One message to the receiver; `message_id` is sent as webhook-id and stays the same."""

    id: str
    message_id: str
    type: str
    state: domain.DeliveryState
    created_at: datetime
    due_at: datetime = Field(description="When it is tried next, while it waits.")
    attempts: int
    log: list[DeliveryAttempt]


class DeliveryPage(BaseModel):
    deliveries: list[Delivery]
    counts: dict[domain.DeliveryState, int]
    next_page_token: str = Field(description="Empty at the end.")


class Replay(BaseModel):
    """What waits to be delivered once more."""

    deliveries: int
    last_event_id: str | None = Field(description="Go on after this one where there are more; null where none was.")
