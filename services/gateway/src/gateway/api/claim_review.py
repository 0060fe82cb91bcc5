"""Drafts a schema.org ClaimReview of a clash an editor has confirmed or resolved."""

from collections.abc import Mapping
from typing import Any

from gateway.api.publishing import Publishing
from gateway.domain import clashes as domain
from gateway.domain.claims import Claim, Stance
from gateway.domain.documents import Document
from service_kit.errors import ErrorKind, ServiceError

_REVIEWED = (domain.State.CONFIRMED, domain.State.RESOLVED)


def draft(
    stored: domain.StoredClash,
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    page_url: str,
    publishing: Publishing,
) -> dict[str, Any]:
    """JSON-LD of a draft; CONFLICT unless an editor has confirmed or resolved the clash.

    A resolution rates the side that was wrong; a clash that is only confirmed rates its first side as disputed.
    """
    refuse_unreviewed(stored)
    last = stored.decision
    sides = stored.clash.sides
    reviewed = next((side for side in sides if side.claim_id != last.right_side), sides[0])
    document = documents.get(reviewed.document_id)
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "creativeWorkStatus": "Draft",
        "url": page_url,
        "author": publishing.author(last.actor),
        "datePublished": last.at.date().isoformat(),
        "claimReviewed": claim_reviewed(reviewed, claims.get(reviewed.claim_id)),
        "reviewRating": _rating(stored.state),
        "reviewBody": " ".join(filter(None, (stored.clash.explanation, last.reason))),
        "itemReviewed": {
            "@type": "Claim",
            "text": reviewed.quote.text,
            "author": {"@type": "Thing", "name": reviewed.speaker.name},
            **_appearance(document),
        },
    }


def refuse_unreviewed(stored: domain.StoredClash) -> None:
    """CONFLICT unless an editor has confirmed or resolved the clash: what only a machine found is never published."""
    if stored.state not in _REVIEWED:
        message = "only a confirmed or resolved clash has a review to draft"
        raise ServiceError(ErrorKind.CONFLICT, message, reason="NOT_REVIEWED")


def claim_reviewed(side: domain.Side, claim: Claim | None) -> str:
    """What was claimed, in a sentence of its own where it could be resolved, else as quoted."""
    proposition = claim.proposition if claim else None
    if proposition is None:
        return side.quote.text
    return f"{side.speaker.name} denied this: {proposition}" if side.stance is Stance.DENIES else proposition


def _rating(state: domain.State) -> dict[str, Any]:
    if state is domain.State.CONFIRMED:
        return {"@type": "Rating", "alternateName": "Disputed"}
    return {"@type": "Rating", "alternateName": "Wrong", "ratingValue": 1, "worstRating": 1, "bestRating": 5}


def _appearance(document: Document | None) -> dict[str, Any]:
    if document is None:
        return {}
    published = {"datePublished": document.published_at.isoformat()} if document.published_at else {}
    appearance = {"appearance": {"@type": "CreativeWork", "url": document.url}} if document.url else {}
    return {**published, **appearance}
