"""What surrounds every request: its identity, its log line, and the guard of a gateway that has no keys."""

import ipaddress
import time
import traceback
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.api.metrics import GatewayMetrics
from gateway.api.problems import internal, of_service_error
from gateway.domain.access import Access
from service_kit.context import bind_request
from service_kit.errors import ErrorKind, ServiceError
from service_kit.logging import get_logger
from service_kit.telemetry import Tracing

_log = get_logger("gateway.http")


@dataclass(frozen=True)
class RequestIdentity:
    """Binds the request id, returns it as a header, measures, logs one line, and lets no exception past."""

    app: ASGIApp
    metrics: GatewayMetrics
    tracing: Tracing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        with (
            bind_request(headers.get("x-request-id"), headers.get("traceparent")) as request_id,
            self.tracing.span(f"{scope['method']} request", server=True),
            self.metrics.under_way(),
        ):
            answer = _Answer(send, request_id)
            started = time.monotonic()
            try:
                await self.app(scope, receive, answer)
            except Exception as error:  # noqa: BLE001 (the edge: whatever it was becomes a problem)
                _log_failure(error)
                if not answer.status:
                    await internal()(scope, receive, answer)
            finally:
                seconds, route = time.monotonic() - started, _route(scope)
                self.metrics.requested(scope["method"], route, answer.status, seconds)
                _log.info("http", method=scope["method"], path=route, status=answer.status, ms=round(seconds * 1000, 1))


class _Answer:
    """Passes an answer on with the request id, and remembers its status."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._request_id = request_id
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = int(message["status"])
            MutableHeaders(scope=message)["x-request-id"] = self._request_id
        await self._send(message)


def _route(scope: Scope) -> str:
    return str(getattr(scope.get("route"), "path", "unknown"))


def _log_failure(error: Exception) -> None:
    # the message of a foreign exception may quote a document
    frames = "".join(traceback.format_tb(error.__traceback__))
    _log.error("request failed unexpectedly", error=type(error).__qualname__, traceback=frames)


@dataclass(frozen=True)
class LoopbackGuard:
    """While there are no keys: answers only what is addressed to this machine by name, and from no foreign web page."""

    app: ASGIApp
    allowed_hosts: frozenset[str]
    access: Access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        error = self._refusal(Headers(scope=scope)) if scope["type"] == "http" else None
        if error and await self.access.is_open():
            await of_service_error(error, 1)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _refusal(self, headers: Headers) -> ServiceError | None:
        host = headers.get("host", "")
        if not self._is_known(host):
            message = "this gateway has no keys and answers to loopback names only"
            return ServiceError(ErrorKind.INVALID, message, reason="FOREIGN_HOST")
        origin = headers.get("origin")
        if origin is not None and origin.lower() != f"http://{host}".lower():
            message = "this gateway has no keys and answers to no other web page"
            return ServiceError(ErrorKind.INVALID, message, reason="FOREIGN_ORIGIN")
        return None

    def _is_known(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name in self.allowed_hosts or is_loopback(name)


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
