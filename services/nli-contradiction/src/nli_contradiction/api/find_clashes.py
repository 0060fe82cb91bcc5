"""Answers FindClashes: messages in, the use case, messages out."""

from clashwire.claims.v1 import claim_pb2
from clashwire.nli_contradiction.v1 import nli_contradiction_pb2 as pb2
from nli_contradiction.api.claim_messages import read_claim, read_context
from nli_contradiction.domain.finder import ClashFinder, Request
from nli_contradiction.domain.verdicts import Clash, Findings
from service_kit.errors import ErrorKind, ServiceError


async def find_clashes(
    request: pb2.FindClashesRequest, finder: ClashFinder, model: pb2.Model
) -> pb2.FindClashesResponse:
    """Raises INVALID naming the field at fault."""
    return _response(await finder.find(_request(request, finder)), model)


def _request(request: pb2.FindClashesRequest, finder: ClashFinder) -> Request:
    limit = finder.policy.max_claims
    if len(request.claims) > limit:
        raise ServiceError(
            ErrorKind.INVALID,
            f"{len(request.claims)} claims were sent, the limit is {limit}",
            reason="TOO_MANY_CLAIMS",
            field="claims",
            limit=limit,
        )
    most = finder.policy.max_opening_characters
    contexts = [read_context(message, f"contexts[{i}]", most) for i, message in enumerate(request.contexts)]
    return Request(
        claims=[read_claim(message, f"claims[{i}]") for i, message in enumerate(request.claims)],
        contexts={context.document_id: context for context in contexts},
        archived_claim_ids=list(request.archived_claim_ids),
        max_pairs=request.max_pairs,
        clash_threshold=request.clash_threshold,
        unsure_threshold=request.unsure_threshold,
    )


def _response(findings: Findings, model: pb2.Model) -> pb2.FindClashesResponse:
    return pb2.FindClashesResponse(
        clashes=[_clash(clash) for clash in findings.clashes],
        unsure=[_clash(clash) for clash in findings.unsure],
        updates=[
            pb2.Update(earlier_claim_id=u.earlier_claim_id, later_claim_id=u.later_claim_id, reason=u.reason)
            for u in findings.updates
        ],
        candidate_pairs=findings.candidate_pairs,
        pairs_scored=findings.pairs_scored,
        pairs_skipped=findings.pairs_skipped,
        model=model,
    )


def _clash(clash: Clash) -> pb2.Clash:
    return pb2.Clash(
        id=clash.id,
        sides=[
            pb2.Side(claim_id=s.claim_id, decisive=[claim_pb2.Span(start=d.start, end=d.end) for d in s.decisive])
            for s in clash.sides
        ],
        kind=f"CLASH_KIND_{clash.kind.value.upper()}",
        probability=clash.probability,
        severity=clash.severity,
        explanation=clash.explanation,
        folded_claim_ids=clash.folded_claim_ids,
    )
