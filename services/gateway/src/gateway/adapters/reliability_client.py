"""Asks source-reliability about sources, and tells it outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import grpc

from clashwire.source_reliability.v1 import source_reliability_pb2 as pb
from clashwire.source_reliability.v1 import source_reliability_pb2_grpc as rpc
from gateway.adapters.claim_messages import to_timestamp
from gateway.adapters.reliability_messages import (
    lean_from,
    outcome_to,
    query_to,
    recorded_from,
    reliability_from,
    report_from,
    value_to,
)
from gateway.domain.clashes import Lean, SourceReliability
from gateway.domain.listing import Page, PageRequest
from gateway.domain.reliability import (
    Contender,
    Outcome,
    Override,
    RecordedOutcome,
    ReliabilityQuery,
    Shift,
    SourceNames,
    SourceReport,
)
from service_kit.errors import ServiceError
from service_kit.grpc_client import call

SERVICE = "clashwire.source_reliability.v1.SourceReliabilityService"
IDEMPOTENT = tuple(
    f"{SERVICE}/{name}" for name in ("BatchGetReliability", "AssessValues", "RecordOutcomes", "ListOutcomes")
)


@dataclass(frozen=True)
class GrpcReliabilityService:
    channel: grpc.aio.Channel

    @property
    def _stub(self) -> rpc.SourceReliabilityServiceAsyncStub:
        return rpc.SourceReliabilityServiceStub(self.channel)

    async def reliabilities(
        self,
        tenant: str,
        queries: Sequence[ReliabilityQuery],
        timeout_seconds: float,
        as_of: datetime | None = None,
    ) -> tuple[SourceReliability, ...]:
        known_at = to_timestamp(as_of) if as_of else None
        request = pb.BatchGetReliabilityRequest(tenant=tenant, queries=map(query_to, queries), as_of=known_at)
        response = await call(self._stub.BatchGetReliability, request, timeout_seconds=timeout_seconds)
        return tuple(map(reliability_from, response.reliabilities))

    async def report(self, tenant: str, query: ReliabilityQuery, timeout_seconds: float) -> SourceReport:
        request = pb.BatchGetReliabilityRequest(tenant=tenant, queries=[query_to(query)], with_reasons=True)
        with _naming("source_id"):
            response = await call(self._stub.BatchGetReliability, request, timeout_seconds=timeout_seconds)
        return report_from(response.reliabilities[0])

    async def lean(self, tenant: str, contenders: Sequence[Contender], timeout_seconds: float) -> Lean:
        request = pb.AssessValuesRequest(tenant=tenant, values=map(value_to, contenders))
        return lean_from(await call(self._stub.AssessValues, request, timeout_seconds=timeout_seconds))

    async def record(self, tenant: str, outcomes: Sequence[Outcome], timeout_seconds: float) -> tuple[Shift, ...]:
        request = pb.RecordOutcomesRequest(tenant=tenant, outcomes=map(outcome_to, outcomes))
        response = await call(self._stub.RecordOutcomes, request, timeout_seconds=timeout_seconds)
        return tuple(Shift(shift.source_id, shift.before, shift.after, shift.topic) for shift in response.shifts)

    async def override(self, tenant: str, override: Override, timeout_seconds: float) -> None:
        request = pb.SetOverrideRequest(
            tenant=tenant,
            source=override.source,
            mean=override.mean,
            reason=override.reason,
            editor=override.editor,
        )
        with _naming("source_id"):
            await call(self._stub.SetOverride, request, timeout_seconds=timeout_seconds)

    async def link(self, tenant: str, names: SourceNames, timeout_seconds: float) -> SourceNames:
        request = pb.LinkSourcesRequest(
            tenant=tenant, source=names.source, aliases=names.aliases, parent=names.parent or ""
        )
        with _naming("source_id"):
            response = await call(self._stub.LinkSources, request, timeout_seconds=timeout_seconds)
        return SourceNames(response.source_id, tuple(response.aliases), response.parent_id or None)

    async def track_record(
        self, tenant: str, source: str, page: PageRequest, timeout_seconds: float
    ) -> Page[RecordedOutcome]:
        request = pb.ListOutcomesRequest(tenant=tenant, source=source, page_size=page.size, page_token=page.token)
        with _naming("source_id"):
            response = await call(self._stub.ListOutcomes, request, timeout_seconds=timeout_seconds)
        return Page(tuple(map(recorded_from, response.outcomes)), response.next_page_token)


@contextmanager
def _naming(field: str) -> Iterator[None]:
    """Let faults of the one source asked for name the caller's field."""
    try:
        yield
    except ServiceError as error:
        if error.field and error.field.endswith("source"):
            error.field = field
        raise
