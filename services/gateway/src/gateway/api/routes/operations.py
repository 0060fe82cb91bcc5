"""State of accepted work, and another try for what was parked."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query

from gateway.api.bodies import StrictJsonRoute
from gateway.api.schemas.operations import Job, JobPage, Operation, Retried
from gateway.api.services import Admin, Reader, ThePage, TheServices
from gateway.domain import retry_parked
from gateway.domain import work as domain
from gateway.domain.audit import actor_of
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
    found = await services.unit_of_work.read(caller.tenant, partial(retry_parked.operation_of, operation_id))
    return Operation.model_validate(found)


@router.post("/retries")
async def retry_all_parked(caller: Admin, services: TheServices) -> Retried:
    """Let all parked work of the tenant wait for another try."""
    work = partial(retry_parked.retry_all, actor_of(caller), services.check_documents.clock.now())
    return Retried(jobs=await services.unit_of_work.write(caller.tenant, work))


@router.post("/{operation_id}/retries")
async def retry_operation(
    operation_id: str,
    caller: Admin,
    services: TheServices,
    document_id: Annotated[str | None, Query(description="Only the work on this document.")] = None,
) -> Operation:
    """Let the parked work of an operation wait for another try."""
    actor, now = actor_of(caller), services.check_documents.clock.now()

    def retry(records: Records) -> domain.Operation:
        retry_parked.retry_operation(operation_id, actor, now, records, document_id)
        return retry_parked.operation_of(operation_id, records)

    return Operation.model_validate(await services.unit_of_work.write(caller.tenant, retry))
