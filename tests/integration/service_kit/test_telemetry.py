"""Metrics can be read from their port, and one trace leads through a call."""

import io
import json
import urllib.request

import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client import CollectorRegistry, Counter

from service_kit.context import bind_request, current_traceparent
from service_kit.errors import ServiceError
from service_kit.grpc_client import call
from service_kit.grpc_server import ServerOptions
from service_kit.logging import configure_logging, get_logger
from service_kit.telemetry import CallMetrics, Tracing, open_telemetry
from tests.integration.service_kit.probe import SERVICE, running_probe

METHOD = f"/{SERVICE}/Unary"
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def calls(registry: CollectorRegistry, method: str, outcome: str) -> float | None:
    return registry.get_sample_value("rpc_server_call_duration_seconds_count", {"method": method, "outcome": outcome})


async def test_every_call_is_timed_under_its_outcome() -> None:
    registry = CollectorRegistry()
    async with running_probe(ServerOptions(metrics=CallMetrics(registry))) as running:
        unary = running.channel.unary_unary(METHOD)
        await call(unary, b"fine", timeout_seconds=5)
        with pytest.raises(ServiceError):
            await call(unary, b"bug", timeout_seconds=5)
    assert (calls(registry, METHOD, "OK"), calls(registry, METHOD, "INTERNAL")) == (1, 1)
    assert registry.get_sample_value("rpc_server_active_calls") == 0


async def test_answers_are_shown_to_the_counter_of_the_service() -> None:
    seen: list[object] = []
    async with running_probe(ServerOptions(metrics=CallMetrics(CollectorRegistry(), seen.append))) as running:
        await call(running.channel.unary_unary(METHOD), b"one", timeout_seconds=5)
        assert [answer async for answer in running.channel.unary_stream(f"/{SERVICE}/Repeat")(b"two", timeout=5)]
    assert seen == [b"one", b"two", b"two"]


def test_metrics_are_read_over_http(unused_tcp_port: int) -> None:
    with open_telemetry("probe", "127.0.0.1", unused_tcp_port, None) as telemetry:
        Counter("probes", "Probes sent.", registry=telemetry.registry).inc(3)
        with urllib.request.urlopen(f"http://127.0.0.1:{unused_tcp_port}/metrics", timeout=5) as page:
            assert "probes_total 3.0" in page.read().decode()
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"http://127.0.0.1:{unused_tcp_port}/metrics", timeout=5)


async def test_a_call_continues_the_trace_of_its_caller() -> None:
    exporter = InMemorySpanExporter()
    tracing = Tracing("probe", exporter)
    async with running_probe(ServerOptions(tracing=tracing)) as running:
        with bind_request("req-1", TRACE):
            answer = await call(running.channel.unary_unary(METHOD), b"identity", timeout_seconds=5)
    tracing.close()
    (span,) = exporter.get_finished_spans()
    assert span.name == METHOD.removeprefix("/")
    assert span.context is not None
    assert span.parent is not None
    assert (span.context.trace_id, span.parent.span_id) == (int(TRACE.split("-")[1], 16), int(TRACE.split("-")[2], 16))
    assert answer.decode().split("-")[-2] == f"{span.context.span_id:016x}"


def test_a_request_has_a_trace_id_even_where_nothing_is_exported() -> None:
    with Tracing("probe").span("request"):
        assert current_traceparent() is not None
    assert current_traceparent() is None


def test_log_lines_carry_the_trace_id() -> None:
    stream = io.StringIO()
    configure_logging("probe", stream=stream)
    with bind_request("req-1", TRACE):
        get_logger("probe").info("asked")
    line = json.loads(stream.getvalue())
    assert (line["trace_id"], line["span_id"]) == tuple(TRACE.split("-")[1:3])


async def test_methods_asked_of_a_server_that_is_not_ready_share_one_label() -> None:
    metrics = CallMetrics(registry := CollectorRegistry())
    metrics.begun()
    metrics.ended("/made.up.Service/Method", "NOT_SERVING", 0.001)
    assert calls(registry, "unknown", "NOT_SERVING") == 1
