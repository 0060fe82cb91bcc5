"""Calls other services: balanced channels, retries where safe, deadlines, and errors in our vocabulary."""

import json
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from typing import TypeVar

import grpc

from service_kit.context import call_metadata
from service_kit.grpc_errors import from_rpc_error
from service_kit.rotating_channel import RotatingChannel
from service_kit.tls import TlsFiles, channel_credentials

Request = TypeVar("Request")
Response = TypeVar("Response")


@dataclass(frozen=True)
class ChannelOptions:
    """Limits of a channel; `idempotent` names the methods ("package.Service/Method") that may be retried."""

    idempotent: tuple[str, ...] = ()
    max_attempts: int = 4
    max_message_bytes: int = 16 * 1024 * 1024
    tls: TlsFiles | None = None


def open_channel(target: str, options: ChannelOptions | None = None) -> grpc.aio.Channel:
    """Channel to every address behind `target` (host:port or dns:///name:port); close it when done."""
    options = options or ChannelOptions()
    arguments = _channel_arguments(options)
    if options.tls is None:
        return grpc.aio.insecure_channel(target, options=arguments)
    return RotatingChannel(
        options.tls, lambda contents: grpc.aio.secure_channel(target, channel_credentials(contents), options=arguments)
    )


def _channel_arguments(options: ChannelOptions) -> list[tuple[str, str | int]]:
    return [
        ("grpc.service_config", json.dumps(_service_config(options))),
        ("grpc.enable_http_proxy", 0),
        ("grpc.max_receive_message_length", options.max_message_bytes),
        ("grpc.max_send_message_length", options.max_message_bytes),
        ("grpc.keepalive_time_ms", 30_000),
        ("grpc.keepalive_timeout_ms", 10_000),
        ("grpc.dns_min_time_between_resolutions_ms", 5_000),
        ("grpc.initial_reconnect_backoff_ms", 200),
        ("grpc.max_reconnect_backoff_ms", 2_000),
        ("grpc.min_reconnect_backoff_ms", 5_000),  # in fact the longest attempt to connect; 20 s where it is not set
    ]


def _service_config(options: ChannelOptions) -> dict[str, object]:
    retried = {
        "name": [
            {"service": service, "method": method}
            for service, method in (name.rsplit("/", 1) for name in options.idempotent)
        ],
        "retryPolicy": {
            "maxAttempts": options.max_attempts,
            "initialBackoff": "0.1s",
            "maxBackoff": "2s",
            "backoffMultiplier": 2,
            "retryableStatusCodes": ["UNAVAILABLE"],
        },
    }
    return {"loadBalancingConfig": [{"round_robin": {}}], "methodConfig": [retried] if options.idempotent else []}


async def call(
    method: grpc.aio.UnaryUnaryMultiCallable[Request, Response], request: Request, *, timeout_seconds: float
) -> Response:
    """Call `method` once and await its answer; every failure is a ServiceError."""
    try:
        return await method(request, timeout=timeout_seconds, metadata=call_metadata())
    except grpc.aio.AioRpcError as error:
        raise from_rpc_error(error) from error


async def call_stream(
    method: grpc.aio.StreamStreamMultiCallable[Request, Response]
    | grpc.aio.UnaryStreamMultiCallable[Request, Response],
    request: Request | AsyncIterable[Request],
    *,
    timeout_seconds: float,
) -> AsyncIterator[Response]:
    """Yield the answers of a streaming method as they come; every failure is a ServiceError."""
    try:
        async for response in method(request, timeout=timeout_seconds, metadata=call_metadata()):  # type: ignore[arg-type]
            yield response
    except grpc.aio.AioRpcError as error:
        raise from_rpc_error(error) from error
