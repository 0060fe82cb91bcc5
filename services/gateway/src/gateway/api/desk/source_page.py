"""Pages about sources: which there are, how reliable one is and why, and overriding that."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse

from gateway.api.desk.route import DeskRoute
from gateway.api.desk.source_view import sources_in, view_source
from gateway.api.desk.urls import source_path
from gateway.api.desk.visit import Looking, Overriding
from gateway.domain.listing import ClashFilter, PageRequest
from gateway.domain.reliability import Override, ReliabilityQuery, SourceRole
from service_kit.errors import ErrorKind, ServiceError

router = APIRouter(prefix="/sources", route_class=DeskRoute, include_in_schema=False)

_CLASHES_LOOKED_AT = 500
_LONGEST_NAME, _LONGEST_REASON = 300, 2_000


@router.get("")
async def show_sources(visit: Looking, named: Annotated[str, Query(max_length=_LONGEST_NAME)] = "") -> Response:
    """List the sources of recent clashes, or go to the one that is named."""
    if wanted := named.strip():
        return RedirectResponse(source_path(wanted), 303)
    recent = await visit.read(lambda records: records.clashes.page(ClashFilter(), PageRequest(_CLASHES_LOOKED_AT)))
    publishers, speakers = sources_in(recent.items)
    return visit.page("sources.html", publishers=publishers, speakers=speakers)


@router.get("/{source_id:path}/reasons")
async def show_reasons(source_id: str, visit: Looking) -> Response:
    """Only why the reliability is what it is, to be shown inside another page."""
    services = visit.services
    query = ReliabilityQuery(source_id, SourceRole.SPEAKER)
    report = await services.reliability.report(visit.tenant, query, services.reliability_seconds)
    return visit.page("reasons.html", report=report, source_id=source_id)


@router.get("/{source_id:path}")
async def show_source(source_id: str, visit: Looking) -> Response:
    return visit.page("source.html", view=await view_source(visit, source_id))


@router.post("/{source_id:path}/override")
async def override(source_id: str, visit: Overriding) -> Response:
    form = visit.form
    wanted = Override(
        source=source_id,
        mean=None if form.text("action", 10) == "clear" else _mean(form.text("percent", 10)),
        reason=form.text("reason", _LONGEST_REASON),
        editor=form.text("reviewer", _LONGEST_NAME) or visit.editor.caller.name,
    )
    if not wanted.reason:
        raise ServiceError(ErrorKind.INVALID, "give a reason", reason="REASON", field="reason")
    await visit.services.curate_sources.override(visit.editor.caller, wanted)
    return RedirectResponse(source_path(source_id), 303)


def _mean(percent: str) -> float:
    try:
        mean = float(percent) / 100
    except ValueError:
        mean = -1.0
    if not 0.0 <= mean <= 1.0:
        raise ServiceError(
            ErrorKind.INVALID, "must lie between 0 and 100", reason="PERCENT", field="percent", limit=100
        )
    return mean
