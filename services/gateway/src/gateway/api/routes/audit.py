"""The audit log."""

from fastapi import APIRouter

from gateway.api.schemas.keys import AuditEntry, AuditPage
from gateway.api.services import Admin, ThePage, TheServices

router = APIRouter(prefix="/v1/audit", tags=["audit"])


@router.get("")
async def list_audit(page: ThePage, caller: Admin, services: TheServices) -> AuditPage:
    """List who changed keys, overrides, reviews and settings, newest first; entries are never changed."""
    found = await services.unit_of_work.read(caller.tenant, lambda records: records.audit.page(page))
    entries = [AuditEntry.model_validate(entry) for entry in found.items]
    return AuditPage(entries=entries, next_page_token=found.next_token)
