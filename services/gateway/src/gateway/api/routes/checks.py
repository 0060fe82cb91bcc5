"""POST and GET of checks."""

from functools import partial

from fastapi import APIRouter

from gateway.api.bodies import StrictJsonRoute
from gateway.api.problems import fails
from gateway.api.schemas.checks import Check, CheckIn
from gateway.api.services import Checker, Reader, TheCharge, TheServices
from gateway.domain.checks import CheckAnswer
from gateway.domain.ports import Records
from gateway.domain.quotas import cost_of_check
from service_kit.errors import ErrorKind, ServiceError

router = APIRouter(prefix="/v1/checks", tags=["checks"], route_class=StrictJsonRoute)


@router.post("", responses=fails(504))
async def check_documents(body: CheckIn, caller: Checker, services: TheServices, charge: TheCharge) -> Check:
    """Check documents now and answer in the response."""
    wanted = body.to_domain(caller.key_id)
    async with charge(caller, cost_of_check(wanted.documents)):
        answer = await services.check_documents(caller.tenant, wanted)
    services.metrics.checked(answer)
    return Check.of(answer)


@router.get("/{check_id}")
async def get_check(check_id: str, caller: Reader, services: TheServices) -> Check:
    """Return a stored check, as it was answered."""
    return Check.of(await services.unit_of_work.read(caller.tenant, partial(_stored, check_id)))


def _stored(check_id: str, records: Records) -> CheckAnswer:
    answer = records.checks.get(check_id)
    if answer is None:
        raise ServiceError(ErrorKind.NOT_FOUND, "there is no such check", reason="CHECK_NOT_FOUND")
    return answer
