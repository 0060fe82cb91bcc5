"""What the gateway answers is measured."""

from collections.abc import Callable
from dataclasses import replace

import httpx
from prometheus_client import CollectorRegistry

from gateway.api.app import create_app
from gateway.api.metrics import GatewayMetrics
from gateway.api.worker import measure_queues, report_job
from gateway.domain.work import Job, QueueLength
from service_kit.errors import ErrorKind, ServiceError
from tests.fakes.clock import FakeClock
from tests.unit.gateway.conftest import World

DOCUMENTS = [
    {"id": "denial", "text": "Ministry denies Troops left"},
    {"id": "report", "text": "Observers asserts Troops left"},
]


def measured(world: World) -> tuple[httpx.AsyncClient, Callable[..., float | None]]:
    registry = CollectorRegistry()
    services = replace(world.services(), metrics=GatewayMetrics(registry))
    app = create_app(services, max_body_bytes=1_000_000, retry_after_seconds=2, allowed_hosts=frozenset())
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8080")
    return client, lambda name, **labels: registry.get_sample_value(name, labels)


async def test_checks_clashes_and_reviews_are_counted(world: World) -> None:
    client, value = measured(world)
    async with client:
        answer = (await client.post("/v1/checks", json={"documents": DOCUMENTS})).json()
        review = {"verdict": "dismissed", "reason": "a joke", "reviewer": "ada"}
        await client.post(f"/v1/clashes/{answer['clashes'][0]['id']}/reviews", json=review)
    (kind,) = {clash["kind"] for clash in answer["clashes"]}
    assert value("clash_answered_total", kind=kind, evidence_kind="statement", state="open") == 1
    assert value("clash_reviewed_total", kind=kind, verdict="dismissed") == 1
    series = {"method": "POST", "route": "/v1/checks", "status": "200"}
    assert value("http_server_request_duration_seconds_count", **series) == 1
    assert value("http_server_active_requests") == 0


async def test_an_answer_without_a_part_is_counted_once_for_that_part(world: World) -> None:
    client, value = measured(world)
    world.reliability.failure = ServiceError(ErrorKind.UNAVAILABLE, "away", reason="AWAY")
    async with client:
        await client.post("/v1/checks", json={"documents": DOCUMENTS})
    assert value("check_degraded_total", part="source-reliability") == 1


async def test_unknown_pages_share_one_series(world: World) -> None:
    client, value = measured(world)
    async with client:
        for page in ("/made/up", "/made/up/too"):
            await client.get(page)
    series = {"method": "GET", "route": "unknown", "status": "404"}
    assert value("http_server_request_duration_seconds_count", **series) == 2


async def test_queues_attempts_and_deliveries_are_shown() -> None:
    registry = CollectorRegistry()
    metrics = GatewayMetrics(registry)

    class Lengths:
        async def count(self) -> list[QueueLength]:
            jobs = QueueLength("jobs", {"waiting": 3, "parked": 1}, 12.5, "background")
            return [jobs, QueueLength("deliveries", {"waiting": 2}, 1.5)]

    await measure_queues(Lengths(), metrics)
    report_job(metrics, "parked", Job("t", "op", "d", None, *[FakeClock().now()] * 2))
    jobs, deliveries = {"queue": "jobs", "priority": "background"}, {"queue": "deliveries", "priority": ""}
    assert registry.get_sample_value("queue_items", {**jobs, "state": "parked"}) == 1
    assert registry.get_sample_value("queue_oldest_seconds", jobs) == 12.5
    assert registry.get_sample_value("queue_items", {**deliveries, "state": "waiting"}) == 2
    assert registry.get_sample_value("job_attempt_total", {"outcome": "parked"}) == 1
