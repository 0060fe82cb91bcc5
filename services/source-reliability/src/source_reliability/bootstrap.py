"""Chooses and joins the parts of the service."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

import grpc
from sqlalchemy import Engine

from clashwire.source_reliability.v1 import source_reliability_pb2_grpc as pb2_grpc
from service_kit.grpc_server import ServerOptions, serve
from service_kit.telemetry import CallMetrics, Telemetry, open_telemetry
from service_kit.tls import tls_files
from source_reliability.adapters.archive import SqlArchive
from source_reliability.adapters.database import check_revision, migrate, open_engine, transaction
from source_reliability.adapters.ledger import Ledger
from source_reliability.adapters.public_suffix import PublicSuffixDomains
from source_reliability.adapters.rating_tables import RatingColumns, read_ratings
from source_reliability.adapters.reconciliation import ReconcileFiles, ReconcileSummary, reconcile_files
from source_reliability.adapters.refolding import refold, verified
from source_reliability.adapters.tallies import tallies
from source_reliability.api.metrics import ReliabilityMetrics
from source_reliability.api.requests import RequestReader
from source_reliability.api.servicer import SourceReliabilityServicer
from source_reliability.api.workers import Workers
from source_reliability.domain.config import ModelConfig
from source_reliability.domain.curation import Curation, RatingList
from source_reliability.domain.fitting import Fitted, fit
from source_reliability.domain.limits import Clock, Limits
from source_reliability.domain.service import TrackRecords
from source_reliability.domain.verification import Verification
from source_reliability.settings import Settings

__all__ = [
    "RatingColumns",
    "RatingList",
    "ReconcileFiles",
    "ReconcileSummary",
    "erase_outcome",
    "fit_pooling",
    "import_ratings_file",
    "migrate_database",
    "reconcile_files",
    "run",
    "verify_ledgers",
]

NAME = "source-reliability"
OPERATOR = "operator"
"""Tenant that imports on the command line are noted under."""
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
            engine = parts.enter_context(closing_engine(settings))
            await workers.write(lambda: _prepare(engine, settings))
            servicer = _servicer(settings, engine, workers, clock)
            pb2_grpc.add_SourceReliabilityServiceServicer_to_server(servicer, server)
            return [SERVICE_NAME]

        telemetry = parts.enter_context(
            open_telemetry(NAME, settings.host, settings.metrics_port, settings.otlp_endpoint)
        )
        await serve(_server_options(settings, telemetry), attach, stop, on_ready)


def migrate_database(settings: Settings) -> None:
    """Bring the database to the newest revision."""
    with closing_engine(settings) as engine:
        migrate(engine)


def verify_ledgers(settings: Settings) -> Iterator[tuple[str, Verification]]:
    """Check every tenant's ledger, and that its cells are what the ledger replays to."""
    with closing_engine(settings) as engine:
        check_revision(engine)
        yield from verified(engine, _config(settings))


def fit_pooling(settings: Settings) -> dict[str, Fitted]:
    """Fit the constants of pooling to the audited outcomes of all tenants; changes nothing."""
    with closing_engine(settings) as engine:
        check_revision(engine)
        return fit(tallies(engine))


def erase_outcome(settings: Settings, tenant: str, outcome_id: str) -> bool:
    """Blank the payload of an outcome for good; false where there is no such outcome."""
    with closing_engine(settings) as engine:
        check_revision(engine)
        with transaction(engine, writes=True) as connection:
            return Ledger(connection, tenant).erase(outcome_id)


def import_ratings_file(settings: Settings, path: Path, columns: RatingColumns, listed: RatingList) -> dict[str, int]:
    """Load a CSV list of ratings as priors of all tenants.

    Returns how many domains were imported, how many rows merged and how many skipped for naming no domain.
    """
    domains = PublicSuffixDomains()
    rows = read_ratings(path, columns)
    ratings = [row for row in rows if domains.registered(row[0])]
    with closing_engine(settings) as engine:
        check_revision(engine)
        config = _config(settings)
        archive = SqlArchive(engine, config.version)
        curation = Curation(archive, domains, system_clock, config, _limits(settings))
        imported, merged = curation.import_ratings(OPERATOR, listed, ratings)
    return {"imported": imported, "merged": merged, "skipped": len(rows) - len(ratings)}


@contextmanager
def closing_engine(settings: Settings) -> Iterator[Engine]:
    engine = open_engine(settings.database_url, settings.busy_timeout_seconds, settings.readers + 1)
    try:
        yield engine
    finally:
        engine.dispose()


def _prepare(engine: Engine, settings: Settings) -> None:
    """Bring the database to the right revision or refuse; refold cells made by another configuration."""
    if settings.migrate_on_start:
        migrate(engine)
    check_revision(engine)
    refold(engine, _config(settings))


def _servicer(settings: Settings, engine: Engine, workers: Workers, clock: Clock) -> SourceReliabilityServicer:
    config, limits, domains = _config(settings), _limits(settings), PublicSuffixDomains()
    archive = SqlArchive(engine, config.version)
    records = TrackRecords(archive, clock, config, limits)
    curation = Curation(archive, domains, clock, config, limits)
    return SourceReliabilityServicer(records, curation, RequestReader(domains), workers)


def _config(settings: Settings) -> ModelConfig:
    return ModelConfig(
        half_life_days=settings.half_life_days,
        half_life_days_by_evidence=settings.half_life_days_by_evidence,
        default_prior_strength=settings.default_prior_strength,
        parent_tightness=settings.parent_tightness,
        evidence_tightness=settings.evidence_tightness,
        topic_tightness=settings.topic_tightness,
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
