"""Asks nli-contradiction which claims clash."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import grpc
import numpy as np

from clashwire.nli_contradiction.v1 import nli_contradiction_pb2 as pb
from clashwire.nli_contradiction.v1 import nli_contradiction_pb2_grpc as rpc
from gateway.adapters.claim_messages import claim_to, to_timestamp
from gateway.domain.archive import Embeddings, Vectors
from gateway.domain.checks import Model, Update
from gateway.domain.claims import Claim, Span
from gateway.domain.clashes import Clash, ClashKind, Lean, Side, State, side_of
from gateway.domain.documents import Document
from gateway.domain.ports import ClashFindings, ClashQuestion
from service_kit.grpc_client import call

SERVICE = "clashwire.nli_contradiction.v1.NliContradictionService"
IDEMPOTENT = (f"{SERVICE}/FindClashes", f"{SERVICE}/EmbedClaims", f"{SERVICE}/GetModel")

_TEXTS_PER_CALL = 500
_MODEL_DIGITS = 16

_KINDS = {pb.ClashKind.Value(f"CLASH_KIND_{kind.name}"): kind for kind in ClashKind}


@dataclass(frozen=True)
class GrpcClashFinder:
    """Sends `opening_characters` of each text, whose names tell its story from others."""

    channel: grpc.aio.Channel
    opening_characters: int

    async def find(self, tenant: str, question: ClashQuestion, timeout_seconds: float) -> ClashFindings:
        stub: rpc.NliContradictionServiceAsyncStub = rpc.NliContradictionServiceStub(self.channel)
        request = pb.FindClashesRequest(
            tenant=tenant,
            claims=map(claim_to, question.claims),
            contexts=[_context_to(each, self.opening_characters) for each in question.documents.values()],
            archived_claim_ids=sorted(question.archived_claim_ids),
            max_pairs=question.max_pairs,
            clash_threshold=question.thresholds.clash or 0.0,
            unsure_threshold=question.thresholds.unsure or 0.0,
        )
        response = await call(stub.FindClashes, request, timeout_seconds=timeout_seconds)
        claims = {claim.id: claim for claim in question.claims}
        return ClashFindings(
            clashes=tuple(_clash_from(clash, claims) for clash in response.clashes),
            unsure=tuple(_clash_from(clash, claims) for clash in response.unsure),
            updates=tuple(Update(u.earlier_claim_id, u.later_claim_id, u.reason) for u in response.updates),
            candidate_pairs=response.candidate_pairs,
            pairs_skipped=response.pairs_skipped,
            model=Model(response.model.name, response.model.sha256),
        )


@dataclass(frozen=True)
class GrpcClaimEmbedder:
    channel: grpc.aio.Channel

    async def model(self, timeout_seconds: float) -> str:
        stub: rpc.NliContradictionServiceAsyncStub = rpc.NliContradictionServiceStub(self.channel)
        response = await call(stub.GetModel, pb.GetModelRequest(), timeout_seconds=timeout_seconds)
        return response.embedder.sha256[:_MODEL_DIGITS]

    async def embed(self, tenant: str, propositions: Collection[str], timeout_seconds: float) -> Embeddings:
        stub: rpc.NliContradictionServiceAsyncStub = rpc.NliContradictionServiceStub(self.channel)
        texts = list(propositions)
        vectors: dict[str, Vectors] = {}
        model = ""
        for start in range(0, len(texts), _TEXTS_PER_CALL):
            batch = texts[start : start + _TEXTS_PER_CALL]
            request = pb.EmbedClaimsRequest(tenant=tenant, texts=batch)
            response = await call(stub.EmbedClaims, request, timeout_seconds=timeout_seconds)
            model = response.model.sha256[:_MODEL_DIGITS]
            rows = (np.asarray(embedding.values, np.float32) for embedding in response.embeddings)
            vectors.update(zip(batch, rows, strict=True))
        return Embeddings(model, vectors)


def _context_to(document: Document, opening_characters: int) -> pb.ClaimContext:
    return pb.ClaimContext(
        document_id=document.id,
        source=document.source or "",
        published_at=to_timestamp(document.published_at),
        origin_id=document.origin_id or "",
        opening=f"{document.title or ''}\n{document.text[:opening_characters]}",
    )


def _clash_from(message: pb.Clash, claims: Mapping[str, Claim]) -> Clash:
    first, second = (_side_from(side, claims) for side in message.sides)
    return Clash(
        id=message.id,
        kind=_KINDS[message.kind],
        probability=message.probability,
        severity=message.severity,
        state=State.OPEN,
        sides=(first, second),
        lean=Lean(),
        explanation=message.explanation,
        folded_claim_ids=tuple(message.folded_claim_ids),
    )


def _side_from(message: pb.Side, claims: Mapping[str, Claim]) -> Side:
    decisive = tuple(Span(span.start, span.end) for span in message.decisive)
    return side_of(claims[message.claim_id], decisive)
