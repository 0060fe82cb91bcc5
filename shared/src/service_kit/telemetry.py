"""What a service tells of itself: Prometheus metrics on a port of their own, and spans of the requests it serves."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import SpanContext, SpanKind
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from prometheus_client import CollectorRegistry, Gauge, Histogram, ProcessCollector, start_http_server

from service_kit.context import bind_traceparent, current_traceparent
from service_kit.logging import get_logger

_log = get_logger("service_kit.telemetry")

DURATION_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60)
"""Seconds; the OpenTelemetry advice for request durations, with two more for long documents."""


class CallMetrics:
    """Times the rpcs of one server; `answered` sees every response message and may count what is in it."""

    def __init__(self, registry: CollectorRegistry, answered: Callable[[object], None] | None = None) -> None:
        self._answered = answered
        self._duration = Histogram(
            "rpc_server_call_duration_seconds",
            "Time from the arrival of a call to its last answer.",
            ("method", "outcome"),
            registry=registry,
            buckets=DURATION_BUCKETS,
        )
        self._active = Gauge("rpc_server_active_calls", "Calls under way.", registry=registry)

    def begun(self) -> None:
        self._active.inc()

    def answered(self, response: object) -> None:
        if self._answered is not None:
            self._answered(response)

    def ended(self, method: str, outcome: str, seconds: float) -> None:
        self._active.dec()
        # a server that is not ready has not looked the method up, so its name may be anything
        known = "unknown" if outcome == "NOT_SERVING" else method
        self._duration.labels(known, outcome).observe(seconds)


class Tracing:
    """Makes spans where there is an exporter; without one it only sees to it that every request has a trace id."""

    def __init__(self, service: str, exporter: SpanExporter | None = None) -> None:
        self._provider: TracerProvider | None = None
        if exporter is not None:
            self._provider = TracerProvider(resource=Resource({"service.name": service}), shutdown_on_exit=False)
            self._provider.add_span_processor(BatchSpanProcessor(exporter))

    @contextmanager
    def span(
        self, name: str, *, server: bool = False, attributes: Mapping[str, str | int | float] | None = None
    ) -> Iterator[None]:
        """Time the block as a span under the bound traceparent, and bind the span's own inside it."""
        if self._provider is None:
            with bind_traceparent(current_traceparent() or _new_traceparent()):
                yield
            return
        parent = TraceContextTextMapPropagator().extract({"traceparent": current_traceparent() or ""})
        kind = SpanKind.SERVER if server else SpanKind.INTERNAL
        tracer = self._provider.get_tracer("service_kit")
        # an exception's message may quote a document, so it is not recorded
        with (
            tracer.start_as_current_span(
                name,
                context=parent,
                kind=kind,
                attributes=attributes,
                record_exception=False,
                set_status_on_exception=False,
            ) as span,
            bind_traceparent(_traceparent(span.get_span_context())),
        ):
            yield

    def close(self) -> None:
        if self._provider is not None:
            self._provider.shutdown()


@dataclass(frozen=True)
class Telemetry:
    """The metrics and spans of one service; several live in one process."""

    registry: CollectorRegistry
    tracing: Tracing


@contextmanager
def open_telemetry(service: str, host: str, metrics_port: int | None, otlp_endpoint: str | None) -> Iterator[Telemetry]:
    """Serve metrics at http://host:metrics_port/metrics and send spans to `otlp_endpoint` until the block ends.

    None switches either off; port 0 takes a free one. The endpoint is http://host:4317 of an OTLP collector.
    """
    exporter = OTLPSpanExporter(endpoint=otlp_endpoint, timeout=5) if otlp_endpoint else None
    telemetry = Telemetry(CollectorRegistry(), Tracing(service, exporter))
    ProcessCollector(registry=telemetry.registry)
    try:
        with _metrics_served(telemetry.registry, host, metrics_port):
            yield telemetry
    finally:
        telemetry.tracing.close()


@contextmanager
def _metrics_served(registry: CollectorRegistry, host: str, port: int | None) -> Iterator[None]:
    if port is None:
        yield
        return
    server, thread = start_http_server(port, addr=host, registry=registry)
    _log.info("metrics served", host=host, port=server.server_port)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _traceparent(context: SpanContext) -> str:
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"


def _new_traceparent() -> str:
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
