"""Chooses and joins the parts of the service."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager

import grpc
from sqlalchemy import Engine

from clashwire.source_reliability.v1 import source_reliability_pb2_grpc as pb2_grpc
from service_kit.grpc_server import ServerOptions, serve
from service_kit.telemetry import CallMetrics, Telemetry, open_telemetry
from service_kit.tls import tls_files
from source_reliability.adapters.archive import SqlArchive
from source_reliability.adapters.database import check_revision, migrate, open_engine
from source_reliability.adapters.public_suffix import PublicSuffixDomains
from source_reliability.adapters.reconciliation import ReconcileSummary, reconcile_files
from source_reliability.api.metrics import ReliabilityMetrics
from source_reliability.api.requests import RequestReader
from source_reliability.api.servicer import SourceReliabilityServicer
from source_reliability.api.workers import Workers
from source_reliability.domain.config import ModelConfig
from source_reliability.domain.curation import Curation
from source_reliability.domain.limits import Clock, Limits
from source_reliability.domain.service import TrackRecords
from source_reliability.settings import Settings

__all__ = ["ReconcileSummary", "prepared_engine", "reconcile_files", "run"]

SERVICE_NAME = "clashwire.source_reliability.v1.SourceReliabilityService"


def system_clock() -> int:
    return time.time_ns() // 1000


async def run(
    settings: Settings, stop: asyncio.Event, on_ready: Callable[[int], None], clock: Clock = system_clock
) -> None:
    """Serve until `stop` is set; call `on_ready` with the bound port once health says SERVING; drain and close."""
    async with AsyncExitStack() as parts:
        workers = await parts.enter_async_context(Workers(settings.readers))

        async def attach(server: grpc.aio.Server) -> Sequence[str]:
            engine = await workers.write(lambda: prepared_engine(settings))
            parts.callback(engine.dispose)
            servicer = _servicer(settings, engine, workers, clock)
            pb2_grpc.add_SourceReliabilityServiceServicer_to_server(servicer, server)
            return [SERVICE_NAME]

        telemetry = parts.enter_context(
            open_telemetry("source-reliability", settings.host, settings.metrics_port, settings.otlp_endpoint)
        )
        await serve(_server_options(settings, telemetry), attach, stop, on_ready)


@contextmanager
def opened(settings: Settings) -> Iterator[Engine]:
    """The database for one command, at whatever revision it is."""
    engine = open_engine(settings.database_url, settings.busy_timeout_seconds, settings.readers + 1)
    try:
        yield engine
    finally:
        engine.dispose()


def migrate_database(settings: Settings) -> None:
    """Bring the database to the newest revision; safe where several do so at once."""
    with opened(settings) as engine:
        migrate(engine)


def prepared_engine(settings: Settings) -> Engine:
    """The database at the right revision, its cells folded with the configuration in force."""
    engine = open_engine(settings.database_url, settings.busy_timeout_seconds, settings.readers + 1)
    try:
        if settings.migrate_on_start:
            migrate(engine)
        check_revision(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _servicer(settings: Settings, engine: Engine, workers: Workers, clock: Clock) -> SourceReliabilityServicer:
    config, limits, domains = _config(settings), _limits(settings), PublicSuffixDomains()
    archive = SqlArchive(engine, config.version)
    records = TrackRecords(archive, clock, config, limits)
    curation = Curation(archive, domains, clock, config, limits)
    return SourceReliabilityServicer(records, curation, RequestReader(domains), workers)


def _config(settings: Settings) -> ModelConfig:
    return ModelConfig(
        half_life_days=settings.half_life_days, half_life_days_by_evidence=settings.half_life_days_by_evidence
    )


def _limits(settings: Settings) -> Limits:
    return Limits(
        queries=settings.max_queries,
        values=settings.max_values,
        outcomes=settings.max_outcomes,
        ratings=settings.max_ratings,
        aliases=settings.max_aliases,
        page=settings.max_page_size,
        default_page=min(50, settings.max_page_size),
        identifier_characters=settings.max_identifier_characters,
        reason_characters=settings.max_reason_characters,
        clock_skew_seconds=settings.clock_skew_seconds,
    )


def _server_options(settings: Settings, telemetry: Telemetry) -> ServerOptions:
    return ServerOptions(
        host=settings.host,
        port=settings.port,
        grace_seconds=settings.grace_seconds,
        max_message_bytes=settings.max_message_bytes,
        max_call_seconds=settings.max_call_seconds,
        reflection=settings.reflection,
        tls=tls_files(settings.tls_certificate_file, settings.tls_key_file, settings.tls_ca_file),
        metrics=CallMetrics(telemetry.registry, ReliabilityMetrics(telemetry.registry).answered),
        tracing=telemetry.tracing,
    )
