"""Documents: accept, read, erase."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from gateway.api.bodies import StrictJsonRoute
from gateway.api.format_bodies import DESCRIBED, FormatsRoute
from gateway.api.idempotency import work_id_of
from gateway.api.schemas.documents import Document
from gateway.api.schemas.operations import Acceptance, DocumentsIn
from gateway.api.services import Admin, Checker, Reader, TheCharge, TheServices
from gateway.domain import documents as domain
from gateway.domain.audit import actor_of
from gateway.domain.erase_document import erase_on_request, no_document
from gateway.domain.ports import Records
from gateway.domain.priorities import Priority
from gateway.domain.quotas import cost_of_later_checks

router = APIRouter(prefix="/v1/documents", tags=["documents"], route_class=StrictJsonRoute)
accepting = APIRouter(prefix="/v1/documents", tags=["documents"], route_class=FormatsRoute)

_PRIORITY = (
    "Which work comes first. Where missing, by the urgency of each item (docs/formats.md), else normal, background for "
    "feeds."
)


@accepting.post("", status_code=202, openapi_extra=DESCRIBED)
async def accept_documents(
    *,
    body: DocumentsIn,
    caller: Checker,
    services: TheServices,
    charge: TheCharge,
    request: Request,
    response: Response,
    priority: Annotated[Priority | None, Query(description=_PRIORITY)] = None,
) -> Acceptance:
    """Store documents now and check them against each other and the archive later, durably.

    The content type tells the format: JSON as described, or one item, feed or message of the trade (docs/formats.md).
    """
    incoming = body.to_domain()
    new = await services.accept_documents.to_be_checked(caller.tenant, incoming)
    async with charge(caller, cost_of_later_checks(new)):
        accepted = await services.accept_documents(
            caller.tenant, incoming, work_id_of(request), caller.key_id, priority
        )
    response.headers["location"] = f"/v1/operations/{accepted.operation.id}"
    return Acceptance.of(accepted)


@router.get("/{document_id:path}")
async def get_document(document_id: str, caller: Reader, services: TheServices) -> Document:
    """Return a stored document."""
    return Document.model_validate(await services.unit_of_work.read(caller.tenant, partial(_stored, document_id)))


@router.delete("/{document_id:path}", status_code=204)
async def delete_document(document_id: str, caller: Admin, services: TheServices) -> None:
    """Erase a document with its claims, its clashes and the checks it was part of."""
    now = services.check_documents.clock.now()
    work = partial(erase_on_request, document_id, actor_of(caller), now)
    await services.unit_of_work.write(caller.tenant, work)


def _stored(document_id: str, records: Records) -> domain.Document:
    document = records.documents.get(document_id)
    if document is None:
        raise no_document()
    return document
