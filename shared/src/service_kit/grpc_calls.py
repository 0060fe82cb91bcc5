"""Wraps the handlers of a server: served only between ready and drain, under a deadline, failing in our vocabulary."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

import grpc

from service_kit.context import bind_request
from service_kit.errors import ErrorKind, ServiceError
from service_kit.grpc_errors import as_service_error, to_status
from service_kit.logging import get_logger
from service_kit.telemetry import CallMetrics, Tracing

_log = get_logger("service_kit.grpc")

Handler: TypeAlias = "grpc.RpcMethodHandler[Any, Any]"
Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"


@dataclass
class GuardedHandlers(grpc.GenericRpcHandler):
    """Handlers that may be added after the server has started; they answer UNAVAILABLE while not `ready`.

    Passed to generated `add_…_to_server` functions in place of a server.
    """

    max_call_seconds: float
    metrics: CallMetrics
    tracing: Tracing
    ready: bool = False

    def __post_init__(self) -> None:
        self._handlers: list[grpc.GenericRpcHandler] = []
        self._active = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def add_generic_rpc_handlers(self, handlers: Iterable[grpc.GenericRpcHandler]) -> None:
        self._handlers.extend(handlers)

    def add_registered_method_handlers(self, service_name: str, method_handlers: Mapping[str, Handler]) -> None:
        """Generated code registers each handler a second time; the generic ones suffice."""

    async def drain(self, grace_seconds: float) -> None:
        """Refuse new calls and wait until those under way are answered, at most `grace_seconds`."""
        self.ready = False
        with suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), grace_seconds)

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> Handler | None:
        method = handler_call_details.method
        if not self.ready:
            return grpc.unary_unary_rpc_method_handler(self._guard_unary(method, _refuse))
        for handlers in self._handlers:
            if handler := handlers.service(handler_call_details):
                return self._guard(method, handler)
        return None

    def _guard(self, method: str, handler: Handler) -> Handler:
        codec = {
            "request_deserializer": handler.request_deserializer,
            "response_serializer": handler.response_serializer,
        }
        if handler.response_streaming:
            make, inner = (
                (grpc.stream_stream_rpc_method_handler, handler.stream_stream)
                if handler.request_streaming
                else (grpc.unary_stream_rpc_method_handler, handler.unary_stream)
            )
            return make(self._guard_stream(method, inner), **codec)
        make, inner = (
            (grpc.stream_unary_rpc_method_handler, handler.stream_unary)
            if handler.request_streaming
            else (grpc.unary_unary_rpc_method_handler, handler.unary_unary)
        )
        return make(self._guard_unary(method, inner), **codec)

    def _guard_unary(self, method: str, inner: Any) -> Any:
        async def answer(request: Any, context: Context) -> Any:
            async with self._guarded(method, context):
                response = await inner(request, context)
                self.metrics.answered(response)
                return response

        return answer

    def _guard_stream(self, method: str, inner: Any) -> Any:
        async def answer(request: Any, context: Context) -> AsyncIterator[Any]:
            async with self._guarded(method, context):
                async for response in inner(request, context):
                    self.metrics.answered(response)
                    yield response

        return answer

    @asynccontextmanager
    async def _guarded(self, method: str, context: Context) -> AsyncIterator[None]:
        metadata = {key: str(value) for key, value in context.invocation_metadata() or ()}
        started = time.monotonic()
        outcome = "OK"
        with (
            self._counted(),
            bind_request(metadata.get("x-request-id"), metadata.get("traceparent")),
            self.tracing.span(method.removeprefix("/"), server=True),
        ):
            try:
                async with asyncio.timeout(_allowed_seconds(context, self.max_call_seconds)):
                    yield
            except grpc.aio.AbortError:
                outcome = "ABORTED"
                raise
            except asyncio.CancelledError:
                outcome = "CANCELLED"
                raise
            except Exception as error:  # noqa: BLE001 (the edge of the service: whatever it was becomes a status)
                failure = as_service_error(error, method)
                outcome = failure.reason
                await context.abort_with_status(to_status(failure, method.split("/")[1]))
            finally:
                seconds = time.monotonic() - started
                self.metrics.ended(method, outcome, seconds)
                _log.info("rpc", method=method, outcome=outcome, ms=round(seconds * 1000, 1))

    @contextmanager
    def _counted(self) -> Iterator[None]:
        self.metrics.begun()
        self._active += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._active -= 1
            if self._active == 0:
                self._idle.set()


async def _refuse(_request: Any, _context: Context) -> None:
    raise ServiceError(ErrorKind.UNAVAILABLE, "the service is starting or stopping", reason="NOT_SERVING")


def _allowed_seconds(context: Context, cap_seconds: float) -> float:
    # typed as float, yet None for a call without a deadline
    remaining: float | None = context.time_remaining()
    return cap_seconds if remaining is None else min(remaining, cap_seconds)
