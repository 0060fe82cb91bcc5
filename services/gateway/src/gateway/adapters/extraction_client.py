"""Asks claim-extraction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import grpc

from clashwire.claim_extraction.v1 import claim_extraction_pb2 as pb
from clashwire.claim_extraction.v1 import claim_extraction_pb2_grpc as rpc
from gateway.adapters.claim_messages import claim_from, to_timestamp
from gateway.domain.checks import Coverage, Degraded, Model, Skipped
from gateway.domain.documents import Document
from gateway.domain.ports import Extraction
from service_kit.grpc_client import call

SERVICE = "clashwire.claim_extraction.v1.ClaimExtractionService"
IDEMPOTENT = (f"{SERVICE}/ExtractClaims",)


@dataclass(frozen=True)
class GrpcClaimExtractor:
    channel: grpc.aio.Channel

    async def extract(self, tenant: str, documents: Sequence[Document], timeout_seconds: float) -> Extraction:
        stub: rpc.ClaimExtractionServiceAsyncStub = rpc.ClaimExtractionServiceStub(self.channel)
        request = pb.ExtractClaimsRequest(
            tenant=tenant, documents=map(_document_to, documents), resolve_across_documents=True
        )
        response = await call(stub.ExtractClaims, request, timeout_seconds=timeout_seconds)
        return Extraction(
            claims=tuple(map(claim_from, response.claims)),
            coverage=tuple(map(_coverage_from, response.coverage)),
            degraded=tuple(
                Degraded("claim-extraction", coverage.document_id, coverage.degraded)
                for coverage in response.coverage
                if coverage.degraded
            ),
            model=Model(response.model.name, response.model.sha256),
        )


def _document_to(document: Document) -> pb.Document:
    return pb.Document(
        id=document.id,
        text=document.text,
        title=document.title or "",
        source=document.source or "",
        published_at=to_timestamp(document.published_at),
        language=document.language or "",
        media=[pb.Media(kind=m.kind, url=m.url or "", caption=m.caption or "") for m in document.media],
    )


def _coverage_from(message: pb.Coverage) -> Coverage:
    return Coverage(
        id=message.document_id,
        characters=message.characters,
        characters_read=message.characters_read,
        skipped=tuple(Skipped(s.span.start, s.span.end, s.reason) for s in message.skipped),
    )
