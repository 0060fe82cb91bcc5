"""Joins the gateway's parts and serves until told to stop."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import grpc
from sqlalchemy import Engine

from gateway.adapters import contradiction_client, database, extraction_client, reliability_client
from gateway.adapters.contradiction_client import GrpcClaimEmbedder, GrpcClashFinder
from gateway.adapters.extraction_client import GrpcClaimExtractor
from gateway.adapters.formats.limits import FormatLimits
from gateway.adapters.formats.reader import FormatReader
from gateway.adapters.key_records import SqlStoredKeys
from gateway.adapters.key_usage import open_usage
from gateway.adapters.neighbour_health import GrpcNeighbour, SeenOnce
from gateway.adapters.notifications import pass_on
from gateway.adapters.records import SqlUnitOfWork
from gateway.adapters.reliability_client import GrpcReliabilityService
from gateway.adapters.session_records import SqlSessions
from gateway.adapters.system_clock import SystemClock
from gateway.adapters.vectors import VectorMemory
from gateway.api.app import create_app
from gateway.api.bodies import parse_json
from gateway.api.metrics import GatewayMetrics
from gateway.api.middleware import is_loopback
from gateway.api.publishing import Publishing
from gateway.api.server import HttpServer, listen
from gateway.api.services import Services
from gateway.api.worker import repeat
from gateway.domain.accept_documents import AcceptDocuments
from gateway.domain.access import Access, KeyLimits, KeyRing, read_keys
from gateway.domain.answer_once import AnswerOnce
from gateway.domain.archive import RecallLimits
from gateway.domain.audit import EVERYBODY
from gateway.domain.check_documents import CheckDocuments, CheckLimits
from gateway.domain.documents import DocumentLimits
from gateway.domain.fit_thresholds import EvidenceLimits
from gateway.domain.manage_keys import ManageKeys
from gateway.domain.manage_webhooks import WebhookLimits
from gateway.domain.ports import Clock
from gateway.domain.priorities import UrgencyScale
from gateway.domain.quotas import Meter
from gateway.domain.recall import RecallClaims
from gateway.domain.review_clash import DeliverOutcomes, ReviewClash
from gateway.domain.reviews import SECONDED
from gateway.domain.sessions import SignIn
from gateway.domain.tell_settings import tell_settings
from gateway.domain.weigh_sides import WeighSides
from gateway.settings import Settings
from gateway.workers import EMBEDDING, fetch_policy, workers
from service_kit.errors import ErrorKind, ServiceError
from service_kit.grpc_client import ChannelOptions, open_channel
from service_kit.logging import get_logger
from service_kit.telemetry import Telemetry, open_telemetry
from service_kit.tls import TlsFiles, tls_files

_log = get_logger("gateway")
NEIGHBOURS = ("claim-extraction", "nli-contradiction", "source-reliability")
_PAUSE_SECONDS = 1.0


async def run(
    settings: Settings, stop: asyncio.Event, on_ready: Callable[[int], None], clock: Clock | None = None
) -> None:
    """Serve until `stop` is set; call `on_ready(bound_port)` once, when ready; drain; close everything; return.

    Another `clock` moves embargoes, leases and deadlines, not the pauses between looks. Raises ServiceError where the
    database is at a wrong revision, the port is taken, or keys are missing.
    """
    key_ring = KeyRing(read_keys(settings.api_keys.split()))
    tls = tls_files(settings.tls_certificate_file, settings.tls_key_file, settings.tls_ca_file)
    with open_telemetry("gateway", settings.host, settings.metrics_port, settings.otlp_endpoint) as telemetry:
        clock = clock or SystemClock()
        await _serve(settings, stop, on_ready, key_ring=key_ring, tls=tls, telemetry=telemetry, clock=clock)


async def _serve(
    settings: Settings,
    stop: asyncio.Event,
    on_ready: Callable[[int], None],
    *,
    key_ring: KeyRing,
    tls: TlsFiles | None,
    telemetry: Telemetry,
    clock: Clock,
) -> None:
    async with (
        _database(settings) as unit_of_work,
        _meter(settings) as meter,
        _channels(settings, tls) as channels,
    ):
        access = await _access(settings, key_ring, unit_of_work)
        told = partial(tell_settings, settings.role, Settings.model_construct().told(), settings.told(), clock.now())
        await unit_of_work.write(EVERYBODY, told)
        seen = SeenOnce(_neighbours(channels)[:2])
        services = _services(
            settings, unit_of_work, channels, seen, access=access, meter=meter, telemetry=telemetry, clock=clock
        )
        app = create_app(
            services,
            max_body_bytes=settings.max_body_bytes,
            retry_after_seconds=settings.retry_after_seconds,
            allowed_hosts=frozenset(settings.allowed_hosts.split()),
            state_only=settings.role == "worker",
        )
        deliver = services.review_clash.deliver_outcomes.for_everyone
        server = HttpServer(app, settings.grace_seconds, tls)
        with contextlib.closing(listen(settings.host, settings.port)) as listener:
            async with asyncio.TaskGroup() as tasks:
                serving = tasks.create_task(server.serve(sockets=[listener]))
                background = [
                    tasks.create_task(_announce(server, seen, settings, listener.getsockname()[1], on_ready)),
                    tasks.create_task(repeat(deliver, "outcomes", settings.outcome_retry_seconds)),
                    tasks.create_task(_hear_of_others(unit_of_work)),
                    *map(tasks.create_task, workers(settings, services, unit_of_work, channels, clock)),
                ]
                await stop.wait()
                server.should_exit = True
                await serving
                for task in background:
                    task.cancel()


async def _access(settings: Settings, key_ring: KeyRing, unit_of_work: SqlUnitOfWork) -> Access:
    access = Access(key_ring, SqlStoredKeys(unit_of_work.engine, unit_of_work.threads, SystemClock()))
    if not is_loopback(settings.host) and await access.is_open():
        message = f"refusing to listen on {settings.host} without keys: clashwire keys create makes one"
        raise ServiceError(ErrorKind.INVALID, message, reason="KEYS_NEEDED", field="api_keys")
    return access


@contextlib.asynccontextmanager
async def _meter(settings: Settings) -> AsyncIterator[Meter]:
    limits = KeyLimits(
        requests_per_minute=settings.requests_per_minute,
        checks_per_day=settings.checks_per_day,
        documents_per_day=settings.documents_per_day,
        characters_per_day=settings.characters_per_day,
    )
    with open_usage(settings.database_url, settings.busy_timeout_seconds) as usage:
        yield Meter(usage, limits, SystemClock())


@contextlib.asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator[SqlUnitOfWork]:
    engine = database.open_engine(settings.database_url, busy_seconds=settings.busy_timeout_seconds)
    threads = ThreadPoolExecutor(settings.database_threads, thread_name_prefix="database")
    try:
        await asyncio.to_thread(_prepare, engine, settings)
        yield SqlUnitOfWork(engine, threads, memory=VectorMemory(settings.max_vectors_in_memory))
    finally:
        await asyncio.to_thread(threads.shutdown)
        engine.dispose()


@contextlib.contextmanager
def open_keys(database_url: str, *, migrate: bool) -> Iterator[ManageKeys]:
    """The keys of a database, for the command line; fails as `open_records` does."""
    with open_records(database_url, migrate=migrate) as unit_of_work:
        yield ManageKeys(unit_of_work, SystemClock(), timedelta(hours=Settings().key_grace_hours))


@contextlib.contextmanager
def open_records(database_url: str, *, migrate: bool) -> Iterator[SqlUnitOfWork]:
    """A database, for the command line; UNAVAILABLE where it is at another revision and not migrated."""
    engine = database.open_engine(database_url)
    try:
        if migrate:
            database.migrate(engine)
        database.refuse_wrong_revision(engine)
        with ThreadPoolExecutor(1) as threads:
            yield SqlUnitOfWork(engine, threads)
    finally:
        engine.dispose()


def migrate_database(settings: Settings) -> None:
    """Bring the database to the newest revision."""
    engine = database.open_engine(settings.database_url, busy_seconds=settings.busy_timeout_seconds)
    try:
        database.migrate(engine)
    finally:
        engine.dispose()


def _prepare(engine: Engine, settings: Settings) -> None:
    if settings.migrate_on_start:
        database.migrate(engine)
    database.refuse_wrong_revision(engine)
    database.forget_removed_vectors(engine)


@contextlib.asynccontextmanager
async def _channels(settings: Settings, tls: TlsFiles | None) -> AsyncIterator[dict[str, grpc.aio.Channel]]:
    idempotent = (*extraction_client.IDEMPOTENT, *contradiction_client.IDEMPOTENT, *reliability_client.IDEMPOTENT)
    options = ChannelOptions(idempotent=idempotent, max_message_bytes=settings.max_message_bytes, tls=tls)
    own = (settings.claim_extraction_target, settings.nli_contradiction_target, settings.source_reliability_target)
    targets = dict(zip(NEIGHBOURS, own, strict=True)) | {EMBEDDING: settings.nli_contradiction_target}
    async with contextlib.AsyncExitStack() as stack:
        yield {name: await stack.enter_async_context(open_channel(target, options)) for name, target in targets.items()}


def _neighbours(channels: Mapping[str, grpc.aio.Channel]) -> list[GrpcNeighbour]:
    return [GrpcNeighbour(name, channels[name]) for name in NEIGHBOURS]


def _services(
    settings: Settings,
    unit_of_work: SqlUnitOfWork,
    channels: Mapping[str, grpc.aio.Channel],
    seen: SeenOnce,
    *,
    access: Access,
    meter: Meter,
    telemetry: Telemetry,
    clock: Clock,
) -> Services:
    embedder = GrpcClaimEmbedder(channels[EMBEDDING])
    reliability = GrpcReliabilityService(channels["source-reliability"])
    check_documents = CheckDocuments(
        extractor=GrpcClaimExtractor(channels["claim-extraction"]),
        finder=GrpcClashFinder(channels["nli-contradiction"], settings.max_opening_characters),
        weigh_sides=WeighSides(reliability),
        unit_of_work=unit_of_work,
        clock=clock,
        limits=_limits(settings),
        recall=RecallClaims(embedder, unit_of_work, settings.embedding_seconds, _recall_limits(settings)),
    )
    deliver_outcomes = DeliverOutcomes(reliability, unit_of_work, clock, settings.reliability_seconds)
    return Services(
        check_documents=check_documents,
        review_clash=ReviewClash(unit_of_work, deliver_outcomes, clock, SECONDED[settings.four_eyes]),
        event_poll_seconds=settings.event_poll_seconds,
        accept_documents=_accept_documents(settings, unit_of_work, clock),
        document_reader=_document_reader(settings),
        unit_of_work=unit_of_work,
        reliability=reliability,
        reliability_seconds=settings.reliability_seconds,
        neighbours=_neighbours(channels),
        readiness=seen,
        access=access,
        meter=meter,
        manage_keys=ManageKeys(unit_of_work, clock, timedelta(hours=settings.key_grace_hours)),
        answer_once=AnswerOnce(unit_of_work, clock, settings.idempotency_lease_seconds, settings.idempotency_seconds),
        sign_in=_sign_in(settings, access, unit_of_work, clock),
        bell=unit_of_work.bell,
        evidence_limits=EvidenceLimits(days=settings.alert_days, least_reviews=settings.alert_least_reviews),
        publishing=Publishing(settings.newsroom, settings.public_url),
        webhook_limits=WebhookLimits(settings.max_webhooks, settings.max_replayed_events, fetch_policy(settings)),
        metrics=GatewayMetrics(telemetry.registry),
        tracing=telemetry.tracing,
    )


def _accept_documents(settings: Settings, unit_of_work: SqlUnitOfWork, clock: Clock) -> AcceptDocuments:
    limits = DocumentLimits(settings.max_accepted_documents, settings.max_accepted_characters)
    most_ahead = timedelta(seconds=settings.max_ahead_seconds)
    urgencies = UrgencyScale(settings.urgent_up_to, settings.background_from)
    return AcceptDocuments(unit_of_work, clock, limits, settings.max_document_characters, most_ahead, urgencies)


def _document_reader(settings: Settings) -> FormatReader:
    threads = ThreadPoolExecutor(settings.format_threads, thread_name_prefix="format")
    limits = FormatLimits(
        documents=settings.max_accepted_documents,
        page_bytes=settings.max_page_bytes,
        markup_characters=settings.max_markup_characters,
        markup_elements=settings.max_markup_elements,
        xml_elements=settings.max_xml_elements,
        xml_depth=settings.max_xml_depth,
        xml_attributes=settings.max_xml_attributes,
    )
    return FormatReader(threads, parse_json, limits)


def _sign_in(settings: Settings, access: Access, unit_of_work: SqlUnitOfWork, clock: Clock) -> SignIn:
    sessions = SqlSessions(unit_of_work.engine, unit_of_work.threads)
    return SignIn(access, sessions, clock, timedelta(hours=settings.desk_session_hours))


def _limits(settings: Settings) -> CheckLimits:
    return CheckLimits(
        documents=DocumentLimits(settings.max_documents, settings.max_characters),
        max_pairs=settings.max_pairs,
        claims=settings.max_claims,
        check_seconds=settings.check_seconds,
        extraction_seconds=settings.extraction_seconds,
        contradiction_seconds=settings.contradiction_seconds,
        reliability_seconds=settings.reliability_seconds,
    )


def _recall_limits(settings: Settings) -> RecallLimits:
    return RecallLimits(settings.max_searched_claims, settings.max_candidates, settings.max_archived_claims)


async def _announce(
    server: HttpServer, seen: SeenOnce, settings: Settings, port: int, on_ready: Callable[[int], None]
) -> None:
    await server.accepting.wait()
    await seen.wait(settings.neighbour_poll_seconds)
    _log.info("serving", host=settings.host, port=port)
    on_ready(port)


async def _hear_of_others(unit_of_work: SqlUnitOfWork) -> None:
    while True:
        try:
            await pass_on(unit_of_work.engine, unit_of_work.bell)
        except ServiceError as error:
            _log.warning("word of other replicas waits", reason=error.reason)
            await asyncio.sleep(_PAUSE_SECONDS)
        else:
            return
