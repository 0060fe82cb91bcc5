"""Measures requests and counts what checks and reviews hold."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from gateway.domain.checks import CheckAnswer
from gateway.domain.work import QueueLength
from service_kit.telemetry import DURATION_BUCKETS


class GatewayMetrics:
    """Made once per gateway."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._duration = Histogram(
            "http_server_request_duration_seconds",
            "Time from the arrival of a request to its answer.",
            ("method", "route", "status"),
            registry=registry,
            buckets=DURATION_BUCKETS,
        )
        self._active = Gauge("http_server_active_requests", "Requests under way.", registry=registry)
        self._clashes = Counter(
            "clash_answered", "Clashes in answers to checks.", ("kind", "evidence_kind", "state"), registry=registry
        )
        self._updates = Counter("update_answered", "Updates in answers to checks.", registry=registry)
        self._degraded = Counter("check_degraded", "Answers with less than usual.", ("part",), registry=registry)
        self._reviews = Counter("clash_reviewed", "Decisions of editors.", ("kind", "verdict"), registry=registry)
        self._attempts = Counter("job_attempt", "Attempts at accepted documents.", ("outcome",), registry=registry)
        self._deliveries = Counter(
            "webhook_delivery", "Attempts to deliver to webhooks.", ("outcome",), registry=registry
        )
        self._queued = Gauge(
            "queue_items",
            "Pieces of work of the database that are not done.",
            ("queue", "state", "priority"),
            registry=registry,
        )
        self._oldest = Gauge(
            "queue_oldest_seconds", "Time that what waits longest is overdue.", ("queue", "priority"), registry=registry
        )

    @contextmanager
    def under_way(self) -> Iterator[None]:
        with self._active.track_inprogress():
            yield

    def requested(self, method: str, route: str, status: int, seconds: float) -> None:
        self._duration.labels(method, route, status).observe(seconds)

    def checked(self, answer: CheckAnswer) -> None:
        """Evidence is that of the side that has any: a clash of a denial with a video counts as video."""
        for clash in answer.clashes:
            shown = {str(side.evidence_kind) for side in clash.sides} - {"none", "statement"}
            self._clashes.labels(clash.kind, min(shown, default="statement"), clash.state).inc()
        self._updates.inc(len(answer.updates))
        for part in {degraded.part for degraded in answer.degraded}:
            self._degraded.labels(part).inc()

    def reviewed(self, kind: str, verdict: str) -> None:
        self._reviews.labels(kind, verdict).inc()

    def attempted(self, outcome: str) -> None:
        """An attempt at an accepted document is over: done, or it waits again, or is parked."""
        self._attempts.labels(outcome).inc()

    def delivered(self, outcome: str) -> None:
        self._deliveries.labels(outcome).inc()

    def queued(self, queues: Iterable[QueueLength]) -> None:
        """Show the database's queues as they were counted just now."""
        for queue in queues:
            for state, number in queue.items.items():
                self._queued.labels(queue.name, state, queue.priority).set(number)
            self._oldest.labels(queue.name, queue.priority).set(queue.oldest_seconds)
