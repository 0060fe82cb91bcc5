"""Runs one gRPC server from bind to drain: health, reflection, limits, errors."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import cast

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection, reflection_pb2_grpc
from prometheus_client import CollectorRegistry

from service_kit.errors import ErrorKind, ServiceError
from service_kit.grpc_calls import GuardedHandlers
from service_kit.logging import get_logger
from service_kit.telemetry import CallMetrics, Tracing
from service_kit.tls import TlsFiles, server_credentials

_log = get_logger("service_kit.grpc")

_FLUSH_SECONDS = 1.0
"""Time for the last answers to leave; only open health watches ever use it up."""

Attach = Callable[[grpc.aio.Server], Awaitable[Sequence[str]]]
"""Loads what the servicers need, adds them to the server it is given, returns their full service names."""


@dataclass(frozen=True)
class ServerOptions:
    """Where to listen, the limits of the server and what watches it; port 0 takes a free one.

    With `tls` only clients that show a certificate of its authorities are served.
    """

    host: str = "127.0.0.1"
    port: int = 0
    grace_seconds: float = 10.0
    max_message_bytes: int = 16 * 1024 * 1024
    max_call_seconds: float = 120.0
    max_connection_age_seconds: float = 8.0  # clients then look the name up again, and find new replicas
    reflection: bool = False
    tls: TlsFiles | None = None
    metrics: CallMetrics = field(default_factory=lambda: CallMetrics(CollectorRegistry()))
    tracing: Tracing = field(default_factory=lambda: Tracing("untraced"))


async def serve(
    options: ServerOptions, attach: Attach, stop: asyncio.Event, on_ready: Callable[[int], None] | None = None
) -> None:
    """Serve until `stop` is set, then say NOT_SERVING, let calls finish within the grace, and return.

    While `attach` runs and during the drain, health answers NOT_SERVING and new calls UNAVAILABLE. `on_ready` gets the
    bound port. Raises ServiceError (UNAVAILABLE) where the port cannot be bound, and whatever `attach` raises.
    """
    handlers = GuardedHandlers(options.max_call_seconds, options.metrics, options.tracing)
    status = health.aio.HealthServicer()
    server = grpc.aio.server(options=_channel_arguments(options))
    health_pb2_grpc.add_HealthServicer_to_server(status, server)
    await status.set("", health_pb2.HealthCheckResponse.NOT_SERVING)
    server.add_generic_rpc_handlers((handlers,))
    port = _bind(server, options)
    await server.start()
    try:
        names = await _unless_stopped(attach(cast("grpc.aio.Server", handlers)), stop)
        if names is not None:
            if options.reflection:
                _add_reflection(names, handlers)
            await _open(handlers, status, names)
            _log.info("serving", host=options.host, port=port)
            if on_ready is not None:
                on_ready(port)
            await stop.wait()
    finally:
        _log.info("draining", port=port, grace_seconds=options.grace_seconds)
        await status.enter_graceful_shutdown()
        await handlers.drain(options.grace_seconds)
        await server.stop(_FLUSH_SECONDS)


async def _open(handlers: GuardedHandlers, status: health.aio.HealthServicer, names: Sequence[str]) -> None:
    handlers.ready = True
    for name in ("", *names):
        await status.set(name, health_pb2.HealthCheckResponse.SERVING)


def _add_reflection(names: Sequence[str], handlers: GuardedHandlers) -> None:
    servicer = reflection.aio.ReflectionServicer([*names, health.SERVICE_NAME, reflection.SERVICE_NAME])
    reflection_pb2_grpc.add_ServerReflectionServicer_to_server(servicer, cast("grpc.Server", handlers))  # type: ignore[no-untyped-call]


def _bind(server: grpc.aio.Server, options: ServerOptions) -> int:
    address = f"{options.host}:{options.port}"
    try:
        if options.tls is not None:
            return server.add_secure_port(address, server_credentials(options.tls))
        return server.add_insecure_port(address)
    except RuntimeError as error:
        message = f"cannot listen on {address}; is the port in use?"
        raise ServiceError(ErrorKind.UNAVAILABLE, message, reason="PORT_IN_USE") from error


async def _unless_stopped(work: Awaitable[Sequence[str]], stop: asyncio.Event) -> Sequence[str] | None:
    running = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait((running, stopping), return_when=asyncio.FIRST_COMPLETED)
        return await running if running.done() else None
    finally:
        running.cancel()
        stopping.cancel()


def _channel_arguments(options: ServerOptions) -> list[tuple[str, int]]:
    return [
        ("grpc.so_reuseport", 0),
        ("grpc.max_receive_message_length", options.max_message_bytes),
        ("grpc.max_send_message_length", options.max_message_bytes),
        ("grpc.max_connection_age_ms", int(options.max_connection_age_seconds * 1000)),
        ("grpc.max_connection_age_grace_ms", int(options.max_call_seconds * 1000)),
        ("grpc.keepalive_time_ms", 60_000),
        ("grpc.keepalive_timeout_ms", 10_000),
        ("grpc.keepalive_permit_without_calls", 1),
        ("grpc.http2.min_ping_interval_without_data_ms", 10_000),
    ]
