"""The rpcs of ClaimExtractionService: messages in, domain calls, messages out."""

from collections.abc import AsyncIterator, Iterator

import grpc

from claim_extraction.api.claim_messages import claim_message, coverage_message
from claim_extraction.api.requests import documents_of
from claim_extraction.api.workers import Workers
from claim_extraction.domain.extraction import ClaimExtractor
from claim_extraction.domain.limits import Limits
from claim_extraction.domain.model import Claim, Extraction
from clashwire.claim_extraction.v1 import claim_extraction_pb2 as pb2
from clashwire.claim_extraction.v1 import claim_extraction_pb2_grpc as pb2_grpc

_Context = grpc.aio.ServicerContext[pb2.ExtractClaimsRequest, pb2.ExtractClaimsResponse]
_StreamContext = grpc.aio.ServicerContext[pb2.StreamExtractClaimsRequest, pb2.StreamExtractClaimsResponse]


class ClaimExtractionServicer(pb2_grpc.ClaimExtractionServiceServicer):
    """Errors are raised as ServiceError; the server turns them into a status."""

    def __init__(self, extractor: ClaimExtractor, limits: Limits, workers: Workers, model: pb2.ExtractionModel) -> None:
        self._extractor, self._limits, self._workers, self._model = extractor, limits, workers, model

    async def ExtractClaims(self, request: pb2.ExtractClaimsRequest, context: _Context) -> pb2.ExtractClaimsResponse:  # noqa: ARG002, N802
        documents = documents_of(request.documents)
        self._limits.check(documents)

        def read() -> Iterator[tuple[str, Extraction]]:
            extractions = self._extractor.extract(documents, across=request.resolve_across_documents)
            yield from zip((d.id for d in documents), extractions, strict=True)

        found = await self._workers.run(read)
        return pb2.ExtractClaimsResponse(
            claims=[claim_message(document_id, claim) for document_id, e in found for claim in e.claims],
            coverage=[coverage_message(document_id, e) for document_id, e in found],
            model=self._model,
        )

    async def StreamExtractClaims(  # noqa: N802
        self,
        request: pb2.StreamExtractClaimsRequest,
        context: _StreamContext,  # noqa: ARG002
    ) -> AsyncIterator[pb2.StreamExtractClaimsResponse]:
        documents = documents_of(request.documents)
        self._limits.check(documents)
        yield pb2.StreamExtractClaimsResponse(model=self._model)

        def read() -> Iterator[tuple[str, Claim | Extraction]]:
            return self._extractor.stream(documents, across=request.resolve_across_documents)

        async for document_id, item in self._workers.stream(read):
            if isinstance(item, Claim):
                yield pb2.StreamExtractClaimsResponse(claim=claim_message(document_id, item))
            else:
                yield pb2.StreamExtractClaimsResponse(coverage=coverage_message(document_id, item))
