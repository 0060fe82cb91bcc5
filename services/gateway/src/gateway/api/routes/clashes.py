"""Clashes: list, read, review."""

import re
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Response

from gateway.api.bodies import StrictJsonRoute
from gateway.api.schemas.clashes import ClashPage, ReviewIn, StoredClash
from gateway.api.schemas.documents import Moment
from gateway.api.services import Reader, Reviewer, ThePage, TheServices
from gateway.domain import clashes as domain
from gateway.domain.listing import ClashFilter
from gateway.domain.ports import Records
from gateway.domain.review_clash import no_clash
from service_kit.errors import ErrorKind, ServiceError

router = APIRouter(prefix="/v1/clashes", tags=["clashes"], route_class=StrictJsonRoute)


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


@router.get("")
async def list_clashes(
    wanted: Annotated[ClashFilter, Depends(_filter)], page: ThePage, caller: Reader, services: TheServices
) -> ClashPage:
    """List stored clashes, newest first."""
    found = await services.unit_of_work.read(caller.tenant, lambda records: records.clashes.page(wanted, page))
    return ClashPage(clashes=[StoredClash.of(stored) for stored in found.items], next_page_token=found.next_token)


@router.get("/{clash_id}")
async def get_clash(clash_id: str, caller: Reader, services: TheServices, response: Response) -> StoredClash:
    """Return a clash with its history."""
    stored = await services.unit_of_work.read(caller.tenant, partial(_stored, clash_id))
    return _tagged(stored, response)


@router.post("/{clash_id}/reviews")
async def review_clash(
    *,
    clash_id: str,
    body: ReviewIn,
    caller: Reviewer,
    services: TheServices,
    response: Response,
    if_match: Annotated[str | None, Header(description="ETag of the clash as it was read.")] = None,
) -> StoredClash:
    """Decide about a clash; a resolution records outcomes for the sources of both sides. Repeating it is harmless."""
    if body.verdict == "resolved" and "right_side" not in body.model_fields_set:
        message = "is needed for a resolution: the claim that was right, or null where neither was"
        raise ServiceError(ErrorKind.INVALID, message, reason="RIGHT_SIDE", field="right_side")
    review = body.to_domain(caller.name, _version(if_match))
    decided = await services.review_clash(caller.tenant, clash_id, review)
    services.metrics.reviewed(decided.clash.kind, body.verdict)
    return _tagged(decided, response)


def _stored(clash_id: str, records: Records) -> domain.StoredClash:
    stored = records.clashes.get(clash_id)
    if stored is None:
        raise no_clash()
    return stored


def _tagged(stored: domain.StoredClash, response: Response) -> StoredClash:
    response.headers["etag"] = f'"{stored.version}"'
    return StoredClash.of(stored)


def _version(if_match: str | None) -> int | None:
    if if_match is None or if_match.strip() == "*":
        return None
    tag = re.fullmatch(r'"?(\d{1,9})"?', if_match.strip())
    return int(tag[1]) if tag else -1
