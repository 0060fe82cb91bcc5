"""Search over the archived claims."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from gateway.api.schemas.claims import ArchivedDocument, Claim, ClaimPage
from gateway.api.schemas.documents import Moment
from gateway.api.services import Reader, ThePage, TheServices
from gateway.domain import claims as domain
from gateway.domain.documents import Document
from gateway.domain.listing import ClaimFilter, Page
from gateway.domain.ports import Records

router = APIRouter(prefix="/v1/claims", tags=["claims"])


def _filter(
    *,
    q: Annotated[str, Query(max_length=1_000, description="Words that must all occur.")] = "",
    stance: domain.Stance | None = None,
    evidence_kind: domain.EvidenceKind | None = None,
    speaker: Annotated[str | None, Query(description="Name of the speaker.")] = None,
    source: Annotated[str | None, Query(description="Publisher: domain or source id.")] = None,
    document_id: str | None = None,
    published_from: Moment | None = None,
    published_before: Moment | None = None,
) -> ClaimFilter:
    return ClaimFilter(q, stance, evidence_kind, speaker, source, document_id, published_from, published_before)


@router.get("")
async def search_claims(
    wanted: Annotated[ClaimFilter, Depends(_filter)], page: ThePage, caller: Reader, services: TheServices
) -> ClaimPage:
    """Search the archive; the newest claims come first."""

    def search(records: Records) -> tuple[Page[domain.Claim], dict[str, Document]]:
        found = records.claims.page(wanted, page)
        return found, records.documents.with_ids({claim.document_id for claim in found.items})

    found, documents = await services.unit_of_work.read(caller.tenant, search)
    claims = [_with_document(claim, documents[claim.document_id]) for claim in found.items]
    return ClaimPage(claims=claims, next_page_token=found.next_token)


def _with_document(claim: domain.Claim, document: Document) -> Claim:
    shown = Claim.model_validate(claim)
    shown.document = ArchivedDocument.model_validate(document)
    return shown
