"""The gRPC service: unpack, call, pack."""
# ruff: noqa: N802, ARG002 (the rpcs have the names and arguments of the contract)

from typing import Any, TypeAlias

import grpc

from clashwire.source_reliability.v1 import source_reliability_pb2 as pb2
from clashwire.source_reliability.v1 import source_reliability_pb2_grpc as pb2_grpc
from source_reliability.api.requests import RequestReader, check_units, microseconds
from source_reliability.api.responses import (
    assessment_message,
    outcome_message,
    recorded_message,
    reliability_message,
)
from source_reliability.api.workers import Workers
from source_reliability.domain.curation import Curation, RatingList
from source_reliability.domain.service import TrackRecords

Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"


class SourceReliabilityServicer(pb2_grpc.SourceReliabilityServiceServicer):
    """All seven rpcs."""

    def __init__(self, records: TrackRecords, curation: Curation, reader: RequestReader, workers: Workers) -> None:
        self._records, self._curation, self._reader, self._workers = records, curation, reader, workers

    async def BatchGetReliability(
        self, request: pb2.BatchGetReliabilityRequest, context: Context
    ) -> pb2.BatchGetReliabilityResponse:
        def work() -> pb2.BatchGetReliabilityResponse:
            questions = [self._reader.question(query, f"queries[{i}]") for i, query in enumerate(request.queries)]
            found = self._records.batch_get(
                request.tenant, questions, _as_of(request), with_reasons=request.with_reasons
            )
            return pb2.BatchGetReliabilityResponse(
                reliabilities=[reliability_message(one) for one in found], config_version=self._records.config_version
            )

        return await self._workers.read(work)

    async def AssessValues(self, request: pb2.AssessValuesRequest, context: Context) -> pb2.AssessValuesResponse:
        def work() -> pb2.AssessValuesResponse:
            check_units(request.values)
            values = [self._reader.value(value, f"values[{i}]") for i, value in enumerate(request.values)]
            return assessment_message(self._records.assess(request.tenant, values, _as_of(request)))

        return await self._workers.read(work)

    async def RecordOutcomes(self, request: pb2.RecordOutcomesRequest, context: Context) -> pb2.RecordOutcomesResponse:
        def work() -> pb2.RecordOutcomesResponse:
            outcomes = [self._reader.outcome(one, f"outcomes[{i}]") for i, one in enumerate(request.outcomes)]
            return recorded_message(self._records.record(request.tenant, outcomes))

        return await self._workers.write(work)

    async def ListOutcomes(self, request: pb2.ListOutcomesRequest, context: Context) -> pb2.ListOutcomesResponse:
        def work() -> pb2.ListOutcomesResponse:
            source = self._reader.source(request.source, request.source_kind)
            page = self._records.list_outcomes(request.tenant, source, request.page_size, request.page_token)
            return pb2.ListOutcomesResponse(
                outcomes=[outcome_message(entry) for entry in page.entries], next_page_token=page.next_page_token
            )

        return await self._workers.read(work)

    async def ImportRatings(self, request: pb2.ImportRatingsRequest, context: Context) -> pb2.ImportRatingsResponse:
        def work() -> pb2.ImportRatingsResponse:
            ratings = [(rating.domain, rating.score) for rating in request.ratings]
            listed = RatingList(request.list_name, request.list_version, request.strength)
            imported, merged = self._curation.import_ratings(request.tenant, listed, ratings)
            return pb2.ImportRatingsResponse(imported=imported, merged=merged)

        return await self._workers.write(work)

    async def SetOverride(self, request: pb2.SetOverrideRequest, context: Context) -> pb2.SetOverrideResponse:
        def work() -> pb2.SetOverrideResponse:
            source = self._reader.source(request.source, request.source_kind)
            mean = request.mean if request.HasField("mean") else None
            found = self._curation.set_override(request.tenant, source, mean, request.reason, request.editor)
            return pb2.SetOverrideResponse(reliability=reliability_message(found))

        return await self._workers.write(work)

    async def LinkSources(self, request: pb2.LinkSourcesRequest, context: Context) -> pb2.LinkSourcesResponse:
        def work() -> pb2.LinkSourcesResponse:
            source = self._reader.source(request.source, request.source_kind)
            linked = self._curation.link(
                request.tenant, source, request.source_kind, list(request.aliases), request.parent
            )
            return pb2.LinkSourcesResponse(
                source_id=linked.source_id, aliases=linked.aliases, parent_id=linked.parent_id
            )

        return await self._workers.write(work)


def _as_of(request: pb2.BatchGetReliabilityRequest | pb2.AssessValuesRequest) -> int | None:
    return microseconds(request.as_of, "as_of") if request.HasField("as_of") else None
