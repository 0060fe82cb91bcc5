"""The loop of a worker: work as long as there is any, then a pause or a word of new work."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from gateway.api.metrics import GatewayMetrics
from gateway.domain.bell import Bell
from gateway.domain.webhooks import Delivery, DeliveryOutcome
from gateway.domain.work import Job, QueueLength
from service_kit.context import bind_request
from service_kit.errors import ServiceError
from service_kit.logging import get_logger

_log = get_logger("gateway.worker")


class Runner(Protocol):
    """Takes pieces of work and does them."""

    async def next(self) -> bool:
        """Do one; tell whether there was any."""
        ...


async def work(runner: Runner, bell: Bell, topic: str, pause_seconds: float) -> None:
    """Work until cancelled; every piece has a request id of its own."""
    with bell.listening(topic) as listener:
        while True:
            listener.forget()
            with bind_request(None):
                found = await _next(runner)
            if not found:
                await listener.wait(pause_seconds)


async def _next(runner: Runner) -> bool:
    try:
        return await runner.next()
    except ServiceError as error:
        _log.warning("no work can be taken", reason=error.reason)
        return False


async def repeat(task: Callable[[], Awaitable[None]], name: str, pause_seconds: float) -> None:
    """Do the same again and again until cancelled, with a pause in between."""
    while True:
        try:
            await task()
        except ServiceError as error:
            _log.warning(f"{name} wait", reason=error.reason)
        await asyncio.sleep(pause_seconds)


class QueueLengths(Protocol):
    """Counts what waits."""

    async def count(self) -> Sequence[QueueLength]: ...


async def measure_queues(lengths: QueueLengths, metrics: GatewayMetrics) -> None:
    metrics.queued(await lengths.count())


def report_job(metrics: GatewayMetrics, what: str, job: Job) -> None:
    metrics.attempted(what)
    reason = job.failure.reason if job.failure else None
    _log.info("job", outcome=what, operation_id=job.operation_id, attempts=job.attempts, reason=reason)


def report_delivery(metrics: GatewayMetrics, outcome: DeliveryOutcome, delivery: Delivery) -> None:
    metrics.delivered(outcome)
    _log.info(
        "delivery",
        outcome=outcome,
        webhook_id=delivery.webhook_id,
        delivery_id=delivery.id,
        attempts=delivery.attempts,
        state=delivery.state,
    )
