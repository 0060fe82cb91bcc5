"""Sources: reliability with reasons, and track record."""

from fastapi import APIRouter, HTTPException

from gateway.api.bodies import StrictJsonRoute
from gateway.api.problems import fails
from gateway.api.schemas.sources import Names, NamesIn, Outcome, OutcomePage, OverrideIn, Source
from gateway.api.services import Admin, Reader, ThePage, TheServices
from gateway.domain.reliability import Override, ReliabilityQuery, SourceNames, SourceRole

router = APIRouter(prefix="/v1/sources", tags=["sources"], route_class=StrictJsonRoute, responses=fails(504))


@router.get("/{source_id:path}/outcomes")
async def list_outcomes(source_id: str, page: ThePage, caller: Reader, services: TheServices) -> OutcomePage:
    """List the outcomes recorded for a source, newest first."""
    found = await services.reliability.track_record(caller.tenant, source_id, page, services.reliability_seconds)
    return OutcomePage(
        outcomes=[Outcome.model_validate(outcome) for outcome in found.items], next_page_token=found.next_token
    )


@router.post("/{source_id:path}/overrides")
async def override_source(source_id: str, body: OverrideIn, caller: Admin, services: TheServices) -> Source:
    """Put an editor's own number in place of the learnt one, or clear it; reasons stay on record."""
    override = Override(source_id, body.mean, body.reason, body.editor or caller.name)
    return Source.of(await services.curate_sources.override(caller, override))


@router.put("/{source_id:path}/aliases")
async def put_aliases(source_id: str, body: NamesIn, caller: Admin, services: TheServices) -> Names:
    """Declare other names of a source, and the whole it is a part of."""
    names = SourceNames(source_id, tuple(body.aliases), body.parent)
    return Names.model_validate(await services.curate_sources.link(caller, names))


@router.get("/{source_id:path}/overrides", include_in_schema=False)
@router.get("/{source_id:path}/aliases", include_in_schema=False)
async def refuse_reading(source_id: str) -> None:
    """Keep these paths from being read as the name of a source."""
    del source_id
    raise HTTPException(405)


@router.get("/{source_id:path}")
async def get_source(source_id: str, caller: Reader, services: TheServices) -> Source:
    """Return how reliable a source has been over all topics, and why. A bare name is read as a speaker's."""
    query = ReliabilityQuery(source_id, SourceRole.SPEAKER)
    return Source.of(await services.reliability.report(caller.tenant, query, services.reliability_seconds))
