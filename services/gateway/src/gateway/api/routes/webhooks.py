"""Receivers of events: register, change, rotate secrets, try out, look at deliveries, deliver again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from fastapi import APIRouter

from gateway.api.bodies import StrictJsonRoute
from gateway.api.schemas.webhooks import (
    Delivery,
    DeliveryPage,
    Replay,
    ReplayIn,
    SecretRotationIn,
    Webhook,
    WebhookChangeIn,
    WebhookIn,
    WebhookList,
    WebhookWithSecret,
)
from gateway.api.services import Admin, Services, ThePage, TheServices
from gateway.domain import manage_webhooks
from gateway.domain import webhooks as domain
from gateway.domain.access import Caller
from gateway.domain.listing import Page
from gateway.domain.manage_webhooks import WebhookChange
from gateway.domain.ports import Records

router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"], route_class=StrictJsonRoute)

Result = TypeVar("Result")


@router.post("", status_code=201)
async def register_webhook(body: WebhookIn, caller: Admin, services: TheServices) -> WebhookWithSecret:
    """Register a receiver of events. Deliveries are signed as in Standard Webhooks with the secret shown here."""
    registered = partial(
        manage_webhooks.register,
        limits=services.webhook_limits,
        url=body.url,
        description=body.description,
        event_types=body.event_types,
        secret=body.secret,
        now=_now(services),
    )
    return WebhookWithSecret.of(await _write(services, caller, registered))


@router.get("")
async def list_webhooks(caller: Admin, services: TheServices) -> WebhookList:
    """List the receivers, oldest first."""
    found = await services.unit_of_work.read(caller.tenant, lambda records: records.webhooks.all())
    return WebhookList(webhooks=[Webhook.model_validate(webhook) for webhook in found])


@router.get("/{webhook_id}")
async def get_webhook(webhook_id: str, caller: Admin, services: TheServices) -> Webhook:
    """Return a receiver."""
    found = await services.unit_of_work.read(caller.tenant, partial(manage_webhooks.find, webhook_id))
    return Webhook.model_validate(found)


@router.patch("/{webhook_id}")
async def change_webhook(webhook_id: str, body: WebhookChangeIn, caller: Admin, services: TheServices) -> Webhook:
    """Change a receiver, or disable and enable it."""
    wanted = WebhookChange(body.url, body.description, body.event_types, body.enabled)
    change = partial(manage_webhooks.change, limits=services.webhook_limits, webhook_id=webhook_id, wanted=wanted)
    return Webhook.model_validate(await _write(services, caller, change))


@router.delete("/{webhook_id}", status_code=204)
async def delete_webhook(webhook_id: str, caller: Admin, services: TheServices) -> None:
    """Remove a receiver with its log; what was not delivered yet never will be."""
    await _write(services, caller, partial(manage_webhooks.remove, webhook_id))


@router.post("/{webhook_id}/secrets", status_code=201)
async def rotate_secret(
    webhook_id: str, body: SecretRotationIn, caller: Admin, services: TheServices
) -> WebhookWithSecret:
    """Give the receiver a new secret; the old ones sign beside it for `keep_seconds`."""
    rotate = partial(
        manage_webhooks.rotate,
        webhook_id=webhook_id,
        secret=body.secret,
        keep=timedelta(seconds=body.keep_seconds),
        now=_now(services),
    )
    return WebhookWithSecret.of(await _write(services, caller, rotate))


@router.post("/{webhook_id}/pings", status_code=202)
async def ping_webhook(webhook_id: str, caller: Admin, services: TheServices) -> Delivery:
    """Send a message of type ping, to see whether it arrives."""
    ping = partial(manage_webhooks.ping, webhook_id=webhook_id, now=_now(services))
    return Delivery.model_validate(await _write(services, caller, ping))


@router.get("/{webhook_id}/deliveries")
async def list_deliveries(
    webhook_id: str,
    page: ThePage,
    caller: Admin,
    services: TheServices,
    state: domain.DeliveryState | None = None,
) -> DeliveryPage:
    """List what was and will be delivered, newest first; state=parked lists what failed for good."""

    def read(records: Records) -> tuple[Page[domain.Delivery], dict[domain.DeliveryState, int]]:
        manage_webhooks.find(webhook_id, records)
        return records.deliveries.page(webhook_id, state, page), records.deliveries.counts(webhook_id)

    found, counts = await services.unit_of_work.read(caller.tenant, read)
    deliveries = [Delivery.model_validate(delivery) for delivery in found.items]
    return DeliveryPage(deliveries=deliveries, counts=counts, next_page_token=found.next_token)


@router.get("/{webhook_id}/deliveries/{delivery_id}")
async def get_delivery(webhook_id: str, delivery_id: str, caller: Admin, services: TheServices) -> Delivery:
    """Return a delivery with its last attempts."""
    found = await services.unit_of_work.read(
        caller.tenant, lambda records: records.deliveries.get(webhook_id, delivery_id)
    )
    if found is None:
        raise manage_webhooks.no_delivery()
    return Delivery.model_validate(found)


@router.post("/{webhook_id}/deliveries/{delivery_id}/retries", status_code=202)
async def retry_delivery(webhook_id: str, delivery_id: str, caller: Admin, services: TheServices) -> Delivery:
    """Deliver a message once more, under the same id."""
    retry = partial(manage_webhooks.retry, webhook_id=webhook_id, delivery_id=delivery_id, now=_now(services))
    return Delivery.model_validate(await _write(services, caller, retry))


@router.post("/{webhook_id}/replays", status_code=202)
async def replay_events(webhook_id: str, body: ReplayIn, caller: Admin, services: TheServices) -> Replay:
    """Deliver all events after one once more, under the same ids; repeat it with `last_event_id` until none is left."""
    replay = partial(
        manage_webhooks.replay,
        limits=services.webhook_limits,
        webhook_id=webhook_id,
        after_number=body.after_number,
        now=_now(services),
    )
    replayed = await _write(services, caller, replay)
    return Replay(deliveries=len(replayed), last_event_id=replayed[-1].message_id if replayed else None)


async def _write(services: Services, caller: Caller, work: Callable[[Records], Result]) -> Result:
    return await services.unit_of_work.write(caller.tenant, work)


def _now(services: Services) -> datetime:
    return services.check_documents.clock.now()
