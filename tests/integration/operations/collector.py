"""A collector of traces that remembers what it was sent."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import grpc
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2 as pb
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2_grpc as rpc


@dataclass(frozen=True)
class SeenSpan:
    service: str
    name: str
    trace_id: str


@dataclass
class Collector(rpc.TraceServiceServicer):
    """Speaks OTLP over gRPC."""

    spans: list[SeenSpan] = field(default_factory=list)
    port: int = 0

    def Export(self, request: Any, context: Any) -> pb.ExportTraceServiceResponse:  # noqa: ARG002, N802
        for resource in request.resource_spans:
            names = {attribute.key: attribute.value.string_value for attribute in resource.resource.attributes}
            for scope in resource.scope_spans:
                for span in scope.spans:
                    self.spans.append(SeenSpan(names["service.name"], span.name, span.trace_id.hex()))
        return pb.ExportTraceServiceResponse()

    def of_trace(self, trace_id: str) -> set[tuple[str, str]]:
        return {(span.service, span.name) for span in self.spans if span.trace_id == trace_id}


@contextmanager
def running_collector() -> Iterator[Collector]:
    collector = Collector()
    server = grpc.server(ThreadPoolExecutor(2))
    rpc.add_TraceServiceServicer_to_server(collector, server)
    collector.port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield collector
    server.stop(None).wait()
