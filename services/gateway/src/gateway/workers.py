"""Joins what a gateway does besides answering requests."""

from collections.abc import Coroutine, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial

import grpc

from gateway.adapters.contradiction_client import GrpcClaimEmbedder
from gateway.adapters.delivery_queue import SqlDeliveryQueue
from gateway.adapters.embedding_backlog import SqlEmbeddingBacklog
from gateway.adapters.guarded_http import GuardedHttp, authorities
from gateway.adapters.queue_lengths import SqlQueueLengths
from gateway.adapters.records import SqlUnitOfWork
from gateway.adapters.webhook_sender import StandardWebhookSender
from gateway.adapters.work_queue import SqlWorkQueue
from gateway.api.metrics import GatewayMetrics
from gateway.api.services import Services
from gateway.api.worker import measure_queues, repeat, report_delivery, report_job, work
from gateway.domain.bell import DELIVERIES, VECTORS, WORK
from gateway.domain.check_documents import CheckDocuments, CheckLimits
from gateway.domain.deliver_webhooks import DeliverWebhooks
from gateway.domain.documents import DocumentLimits
from gateway.domain.embed_backlog import EmbedBacklog
from gateway.domain.ports import Clock
from gateway.domain.release_events import ReleaseEvents
from gateway.domain.retain_documents import RetainDocuments
from gateway.domain.run_jobs import RunJobs
from gateway.domain.turns import FairTurns
from gateway.domain.url_guard import FetchPolicy
from gateway.domain.work import RetryPolicy
from gateway.settings import Settings

EMBEDDING = "embedding"
"""The second channel to nli-contradiction. On one, calls that alternate would go to two replicas by their method."""
_HOUR_SECONDS = 3_600.0


def workers(
    settings: Settings,
    services: Services,
    unit_of_work: SqlUnitOfWork,
    channels: Mapping[str, grpc.aio.Channel],
    clock: Clock,
) -> list[Coroutine[None, None, None]]:
    """What this gateway does besides answering requests, each until cancelled."""
    metrics = services.metrics
    measuring = _measuring(settings, unit_of_work, clock, metrics)
    if settings.role == "api":
        return measuring
    check_documents = replace(services.check_documents, limits=_limits_of_work(settings, services.check_documents))
    bell, run_jobs = unit_of_work.bell, _run_jobs(settings, check_documents, unit_of_work, clock, metrics)
    deliveries = SqlDeliveryQueue(unit_of_work.engine, unit_of_work.threads, clock, settings.webhook_at_once)
    deliver = _deliver_webhooks(settings, deliveries, clock, metrics)
    forget = partial(deliveries.forget_older_than, timedelta(days=settings.webhook_log_days))
    embedder = GrpcClaimEmbedder(channels[EMBEDDING])
    embed = EmbedBacklog(embedder, SqlEmbeddingBacklog(unit_of_work), settings.embedding_seconds)
    return [
        *measuring,
        repeat(ReleaseEvents(unit_of_work, clock), "held events", settings.event_poll_seconds),
        repeat(forget, "old deliveries", _HOUR_SECONDS),
        *_retention(settings, unit_of_work, clock),
        work(embed, bell, VECTORS, settings.embedding_poll_seconds),
        *(work(run_jobs, bell, WORK, settings.work_poll_seconds) for _ in range(settings.workers)),
        *(work(deliver, bell, DELIVERIES, settings.work_poll_seconds) for _ in range(settings.webhook_workers)),
    ]


def _measuring(
    settings: Settings, unit_of_work: SqlUnitOfWork, clock: Clock, metrics: GatewayMetrics
) -> list[Coroutine[None, None, None]]:
    if settings.metrics_port is None:
        return []
    lengths = SqlQueueLengths(unit_of_work.engine, unit_of_work.threads, clock)
    return [repeat(partial(measure_queues, lengths, metrics), "queue lengths", settings.queue_poll_seconds)]


def _retention(settings: Settings, unit_of_work: SqlUnitOfWork, clock: Clock) -> list[Coroutine[None, None, None]]:
    if not settings.retention_days:
        return []
    most = settings.retention_documents_per_pass
    retain = RetainDocuments(unit_of_work, clock, settings.retention_days, most)
    return [repeat(retain, "retention", settings.retention_pause_seconds)]


def _limits_of_work(settings: Settings, check_documents: CheckDocuments) -> CheckLimits:
    """Nobody waits for an answer, so one document may be longer than those of a check, and take longer."""
    return replace(
        check_documents.limits,
        documents=DocumentLimits(1, settings.max_document_characters),
        check_seconds=settings.work_check_seconds,
        extraction_seconds=settings.work_extraction_seconds,
    )


def _run_jobs(
    settings: Settings,
    check_documents: CheckDocuments,
    unit_of_work: SqlUnitOfWork,
    clock: Clock,
    metrics: GatewayMetrics,
) -> RunJobs:
    return RunJobs(
        queue=SqlWorkQueue(unit_of_work.engine, unit_of_work.threads, clock),
        check_documents=check_documents,
        clock=clock,
        policy=RetryPolicy(settings.work_attempts, settings.work_first_pause_seconds),
        lease_seconds=settings.work_lease_seconds,
        turns=FairTurns(clock, settings.work_turn_seconds),
        report=partial(report_job, metrics),
    )


def fetch_policy(settings: Settings) -> FetchPolicy:
    ports = frozenset(map(int, settings.outgoing_ports.split()))
    return FetchPolicy(settings.outgoing_http, settings.outgoing_private, ports)


def _deliver_webhooks(
    settings: Settings, queue: SqlDeliveryQueue, clock: Clock, metrics: GatewayMetrics
) -> DeliverWebhooks:
    http = GuardedHttp(fetch_policy(settings), settings.webhook_seconds, authorities(settings.outgoing_ca_file))
    return DeliverWebhooks(
        queue=queue,
        sender=StandardWebhookSender(http),
        clock=clock,
        policy=RetryPolicy(
            settings.webhook_attempts,
            settings.webhook_first_pause_seconds,
            longest_pause_seconds=86_400.0,
            factor=4.0,
            jitter=0.2,
        ),
        lease_seconds=2 * settings.webhook_seconds,
        report=partial(report_delivery, metrics),
    )
