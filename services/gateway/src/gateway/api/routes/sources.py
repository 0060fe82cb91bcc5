"""Sources: reliability with reasons, and track record."""

from fastapi import APIRouter

from gateway.api.schemas.sources import Outcome, OutcomePage, Source
from gateway.api.services import Reader, ThePage, TheServices
from gateway.domain.reliability import ReliabilityQuery, SourceRole

router = APIRouter(prefix="/v1/sources", tags=["sources"])


@router.get("/{source_id:path}/outcomes")
async def list_outcomes(source_id: str, page: ThePage, caller: Reader, services: TheServices) -> OutcomePage:
    """List the outcomes recorded for a source, newest first."""
    found = await services.reliability.track_record(caller.tenant, source_id, page, services.reliability_seconds)
    return OutcomePage(
        outcomes=[Outcome.model_validate(outcome) for outcome in found.items], next_page_token=found.next_token
    )


@router.get("/{source_id:path}")
async def get_source(source_id: str, caller: Reader, services: TheServices) -> Source:
    """Return how reliable a source has been over all topics, and why. A bare name is read as a speaker's."""
    query = ReliabilityQuery(source_id, SourceRole.SPEAKER)
    return Source.of(await services.reliability.report(caller.tenant, query, services.reliability_seconds))
