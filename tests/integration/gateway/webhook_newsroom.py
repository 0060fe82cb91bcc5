"""A newsroom with webhooks over a real database: its API, its workers, its clock."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from gateway.adapters.delivery_queue import SqlDeliveryQueue
from gateway.adapters.guarded_http import GuardedHttp
from gateway.adapters.records import SqlUnitOfWork
from gateway.adapters.webhook_sender import StandardWebhookSender
from gateway.api.app import create_app
from gateway.domain.deliver_webhooks import DeliverWebhooks
from gateway.domain.events import EventType, NewEvent
from gateway.domain.manage_webhooks import WebhookLimits
from gateway.domain.url_guard import FetchPolicy
from gateway.domain.work import RetryPolicy
from tests.integration.gateway.receiver import Receiver
from tests.unit.gateway.conftest import World

OPEN = FetchPolicy(allow_http=True, allow_private_networks=True, ports=frozenset())
HOUR = timedelta(hours=1)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what the kind of database cannot change."""


class Newsroom:
    """One tenant's API and workers over a real database; the clock moves when told to."""

    def __init__(self, unit_of_work: SqlUnitOfWork) -> None:
        world = World()
        self.unit_of_work = unit_of_work
        self.clock = world.clock
        self.queue = SqlDeliveryQueue(unit_of_work.engine, unit_of_work.threads, self.clock, 2)
        self.policy = OPEN
        fakes = world.services()
        services = replace(
            fakes,
            unit_of_work=unit_of_work,
            check_documents=replace(fakes.check_documents, unit_of_work=unit_of_work),
            answer_once=replace(fakes.answer_once, unit_of_work=unit_of_work),
            webhook_limits=WebhookLimits(3, 5, OPEN),
        )
        app = create_app(services, max_body_bytes=100_000, retry_after_seconds=2, allowed_hosts=frozenset())
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8080")

    async def post(self, path: str, body: dict[str, Any] | None = None, expect: int = 202) -> dict[str, Any]:
        response = await self.client.post(f"/v1/webhooks{path}", json=body)
        assert response.status_code == expect, response.text
        answer: dict[str, Any] = response.json()
        return answer

    async def get(self, path: str) -> dict[str, Any]:
        answer: dict[str, Any] = (await self.client.get(f"/v1/webhooks{path}")).json()
        return answer

    async def register(self, receiver: Receiver, **more: Any) -> dict[str, Any]:
        return await self.post("", {"url": receiver.url, **more}, 201)

    async def happen(self, count: int = 1, sort: EventType = EventType.CLASH_OPENED, document: str = "d") -> None:
        events = [
            NewEvent(sort, self.clock.now(), {"clash_id": f"cls_{number}"}, (document,)) for number in range(count)
        ]
        await self.unit_of_work.write("default", lambda records: records.events.add(events))

    def runner(self, seconds: float = 10.0) -> DeliverWebhooks:
        sender = StandardWebhookSender(GuardedHttp(self.policy, seconds))
        return DeliverWebhooks(self.queue, sender, self.clock, RetryPolicy(3, 10.0), 30.0, lambda *_: None)

    async def deliver(self, runners: int = 1, seconds: float = 10.0) -> None:
        async def work() -> None:
            while await self.runner(seconds).next():
                pass

        await asyncio.gather(*(work() for _ in range(runners)))

    async def log_of(self, webhook: dict[str, Any], state: str = "") -> list[dict[str, Any]]:
        page = await self.get(f"/{webhook['id']}/deliveries{f'?state={state}' if state else ''}")
        deliveries: list[dict[str, Any]] = page["deliveries"]
        return deliveries
