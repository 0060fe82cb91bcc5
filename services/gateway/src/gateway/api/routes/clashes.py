"""Clashes: list, read, review."""

import re
from collections.abc import AsyncIterator, Mapping
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from gateway.api.bodies import StrictJsonRoute
from gateway.api.claim_review import draft
from gateway.api.export import WrittenAs, accepted, csv_rows, json_lines
from gateway.api.problems import fails
from gateway.api.schemas.clashes import ClashPage, ReviewIn, StoredClash
from gateway.api.schemas.documents import Moment
from gateway.api.schemas.trust_indicators import TrustIndicators
from gateway.api.services import Reader, Reviewer, ThePage, TheServices
from gateway.api.trust_indicators import draft_indicators
from gateway.domain import clashes as domain
from gateway.domain.audit import actor_of
from gateway.domain.claims import Claim
from gateway.domain.documents import Document
from gateway.domain.listing import ClashFilter, Page, PageRequest
from gateway.domain.ports import Records
from gateway.domain.review_clash import no_clash
from service_kit.errors import ErrorKind, ServiceError

router = APIRouter(prefix="/v1/clashes", tags=["clashes"], route_class=StrictJsonRoute)

_EXPORTED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A page, or one clash a line",
        "content": {name: {"schema": {"type": "string"}} for name in ("application/jsonl", "text/csv")},
    }
}


class JsonLdResponse(JSONResponse):
    media_type = "application/ld+json"


def _filter(
    *,
    kind: domain.ClashKind | None = None,
    state: domain.State | None = None,
    source: Annotated[str | None, Query(description="Publisher of either side: domain or source id.")] = None,
    speaker: Annotated[str | None, Query(description="Speaker of either side: name or source id.")] = None,
    document_id: str | None = None,
    opened_from: Moment | None = None,
    opened_before: Moment | None = None,
    least_severity: Annotated[float | None, Query(ge=0, le=1)] = None,
) -> ClashFilter:
    return ClashFilter(kind, state, source, speaker, document_id, opened_from, opened_before, least_severity)


@router.get("", response_model=ClashPage, responses=_EXPORTED)
async def list_clashes(
    *,
    wanted: Annotated[ClashFilter, Depends(_filter)],
    page: ThePage,
    written_as: Annotated[
        WrittenAs | None, Query(alias="format", description="What is asked for by Accept where missing, else json.")
    ] = None,
    accept: Annotated[str, Header(include_in_schema=False)] = "",
    caller: Reader,
    services: TheServices,
) -> ClashPage | StreamingResponse:
    """List stored clashes, newest first; as JSON lines or CSV all that match, without pages."""

    async def read_page(page: PageRequest) -> Page[domain.StoredClash]:
        return await services.unit_of_work.read(caller.tenant, lambda records: records.clashes.page(wanted, page))

    wanted_as = written_as or accepted(accept)
    if wanted_as == "csv":
        return _exported(csv_rows(read_page), "text/csv", "clashes.csv")
    if wanted_as == "jsonl":
        return _exported(json_lines(read_page), "application/jsonl", "clashes.jsonl")
    found = await read_page(page)
    return ClashPage(clashes=[StoredClash.of(stored) for stored in found.items], next_page_token=found.next_token)


def _exported(lines: AsyncIterator[str], media_type: str, name: str) -> StreamingResponse:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(lines, media_type=media_type, headers=headers)


@router.get("/{clash_id}")
async def get_clash(clash_id: str, caller: Reader, services: TheServices, response: Response) -> StoredClash:
    """Return a clash with its history."""
    stored = await services.unit_of_work.read(caller.tenant, partial(_stored, clash_id))
    return _tagged(stored, response)


@router.get("/{clash_id}/claim-review", response_class=JsonLdResponse, responses=fails(409))
async def draft_claim_review(clash_id: str, request: Request, caller: Reader, services: TheServices) -> JsonLdResponse:
    """Draft a schema.org ClaimReview, for a confirmed or resolved clash only."""
    page_url = services.publishing.page_of(clash_id, request)
    found = await services.unit_of_work.read(caller.tenant, partial(_reviewed, clash_id))
    return JsonLdResponse(draft(*found, page_url, services.publishing))


@router.get("/{clash_id}/trust-indicators", responses=fails(409))
async def draft_trust_indicators(
    clash_id: str, request: Request, caller: Reader, services: TheServices
) -> TrustIndicators:
    """Draft what to add to the ninjs items of both sides, for a confirmed or resolved clash only."""
    page_url = services.publishing.page_of(clash_id, request)
    found = await services.unit_of_work.read(caller.tenant, partial(_reviewed, clash_id))
    return TrustIndicators.model_validate({"items": draft_indicators(*found, page_url)})


@router.post("/{clash_id}/reviews", responses=fails(412, 504))
async def review_clash(
    *,
    clash_id: str,
    body: ReviewIn,
    caller: Reviewer,
    services: TheServices,
    response: Response,
    if_match: Annotated[str | None, Header(description="ETag of the clash as it was read.")] = None,
) -> StoredClash:
    """Decide about a clash; a resolution records outcomes for the sources of both sides. Repeating it is harmless.

    Where the gateway asks for four eyes, the first verdict is `pending` until another reviewer gives the same.
    """
    if body.verdict == "resolved" and "right_side" not in body.model_fields_set:
        message = "is needed for a resolution: the claim that was right, or null where neither was"
        raise ServiceError(ErrorKind.INVALID, message, reason="RIGHT_SIDE", field="right_side")
    review = body.to_domain(caller.name, _version(if_match))
    decided = await services.review_clash(caller.tenant, clash_id, review, actor_of(caller))
    services.metrics.reviewed(decided.clash.kind, body.verdict)
    return _tagged(decided, response)


def _stored(clash_id: str, records: Records) -> domain.StoredClash:
    stored = records.clashes.get(clash_id)
    if stored is None:
        raise no_clash()
    return stored


def _reviewed(
    clash_id: str, records: Records
) -> tuple[domain.StoredClash, Mapping[str, Claim], Mapping[str, Document]]:
    stored = _stored(clash_id, records)
    sides = stored.clash.sides
    claims = records.claims.with_ids([side.claim_id for side in sides])
    return stored, claims, records.documents.with_ids([side.document_id for side in sides])


def _tagged(stored: domain.StoredClash, response: Response) -> StoredClash:
    response.headers["etag"] = f'"{stored.version}"'
    return StoredClash.of(stored)


def _version(if_match: str | None) -> int | None:
    if if_match is None or if_match.strip() == "*":
        return None
    tag = re.fullmatch(r'"?(\d{1,9})"?', if_match.strip())
    return int(tag[1]) if tag else -1
