"""Thresholds of keys: read, see what others would do, set."""

from typing import Annotated

from fastapi import APIRouter, Query

from gateway.api.bodies import StrictJsonRoute
from gateway.api.schemas.thresholds import Proposal, Thresholds
from gateway.api.services import Admin, Services, TheServices
from gateway.domain.access import Caller

router = APIRouter(prefix="/v1/keys/{key_id}/thresholds", tags=["keys"], route_class=StrictJsonRoute)


@router.get("")
async def get_thresholds(key_id: str, caller: Admin, services: TheServices) -> Thresholds:
    """Return what was set for a key; null is left to the service."""
    found = await services.fit_thresholds.read(caller.tenant, key_id, _others(caller, services))
    return Thresholds.model_validate(found)


@router.put("")
async def put_thresholds(key_id: str, body: Thresholds, caller: Admin, services: TheServices) -> Thresholds:
    """Set from which probability what the key sends becomes a clash, from now on; a call's own thresholds go before."""
    stored = await services.fit_thresholds.set(caller, key_id, _others(caller, services), body.to_domain())
    return Thresholds.model_validate(stored)


@router.get("/proposal")
async def propose_thresholds(
    *,
    key_id: str,
    alerts_per_day: Annotated[float, Query(gt=0, le=100_000, description="Alerts a day, on average, at most.")],
    precision: Annotated[float, Query(gt=0, lt=1, description="Share of alerts that should be right, at least.")],
    caller: Admin,
    services: TheServices,
) -> Proposal:
    """Show the lowest threshold that meets an alert budget and what it would have done, from reviews so far."""
    others = _others(caller, services)
    found = await services.fit_thresholds.propose(caller.tenant, key_id, others, alerts_per_day, precision)
    return Proposal.model_validate(found)


def _others(caller: Caller, services: Services) -> set[str]:
    """Keys that are known without being stored: the caller's, and those of the settings."""
    own = (known.caller for known in services.access.key_ring.keys)
    return {caller.key_id, *(other.key_id for other in own if other.tenant == caller.tenant)}
