"""State of accepted work, and another try for what was parked."""

from functools import partial

from fastapi import APIRouter

from gateway.api.bodies import StrictJsonRoute
from gateway.api.schemas.operations import Job, JobPage, Operation
from gateway.api.services import Admin, Reader, ThePage, TheServices
from gateway.domain import work as domain
from gateway.domain.accept_documents import no_operation, retry_operation
from gateway.domain.listing import Page
from gateway.domain.ports import Records

router = APIRouter(prefix="/v1/operations", tags=["operations"], route_class=StrictJsonRoute)


@router.get("")
async def list_jobs(
    page: ThePage, caller: Reader, services: TheServices, state: domain.JobState | None = None
) -> JobPage:
    """List accepted work, newest first; state=parked lists what failed for good."""

    def read(records: Records) -> tuple[Page[domain.Job], dict[domain.JobState, int]]:
        return records.jobs.page(state, page), records.jobs.counts()

    found, counts = await services.unit_of_work.read(caller.tenant, read)
    jobs = [Job.model_validate(job) for job in found.items]
    return JobPage(jobs=jobs, counts=counts, next_page_token=found.next_token)


@router.get("/{operation_id}")
async def get_operation(operation_id: str, caller: Reader, services: TheServices) -> Operation:
    """Return the state of an operation, with the stored check of every document that is done."""
    return Operation.model_validate(await services.unit_of_work.read(caller.tenant, partial(_stored, operation_id)))


@router.post("/{operation_id}/retries")
async def retry_parked(operation_id: str, caller: Admin, services: TheServices) -> Operation:
    """Let the parked work of an operation wait for another try."""
    clock = services.check_documents.clock
    work = partial(retry_operation, operation_id, clock)
    operation = await services.unit_of_work.write(caller.tenant, work)
    return Operation.model_validate(operation)


def _stored(operation_id: str, records: Records) -> domain.Operation:
    jobs = records.jobs.of_operation(operation_id)
    if not jobs:
        raise no_operation()
    return domain.Operation(operation_id, jobs)
