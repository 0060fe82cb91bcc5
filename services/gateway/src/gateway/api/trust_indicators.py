"""Drafts ninjs trust indicators of a clash an editor has confirmed or resolved."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from gateway.api.claim_review import claim_reviewed, refuse_unreviewed
from gateway.domain import clashes as domain
from gateway.domain.claims import Claim
from gateway.domain.documents import Document

# of the IPTC vocabulary: what is known about this piece of work
_ROLE = "http://cv.iptc.org/newscodes/trustindicator/pieceOfWorkInfo"


def draft_indicators(
    stored: domain.StoredClash, claims: Mapping[str, Claim], documents: Mapping[str, Document], page_url: str
) -> list[dict[str, Any]]:
    """What to add to the ninjs item of each document; CONFLICT unless an editor has confirmed or resolved the clash.

    Each item points to the review and is associated with the item it clashes with.
    """
    refuse_unreviewed(stored)
    items: dict[str, dict[str, Any]] = {}
    for side in stored.clash.sides:
        uri = _uri(side.document_id, documents)
        item = items.setdefault(uri, {"uri": uri, "trustIndicators": []})
        title = f"{_rating(stored, side)}: {claim_reviewed(side, claims.get(side.claim_id))}"
        item["trustIndicators"].append({"role": _ROLE, "title": title, "href": page_url})
    if len(items) == 2:
        first, second = items.values()
        first["associations"], second["associations"] = [_associated(second)], [_associated(first)]
    return list(items.values())


def _rating(stored: domain.StoredClash, side: domain.Side) -> str:
    if stored.state is domain.State.CONFIRMED:
        return "Disputed"
    return "Right" if stored.decision.right_side == side.claim_id else "Wrong"


def _associated(item: Mapping[str, Any]) -> dict[str, str]:
    return {"name": "clash", "rel": "clashes-with", "uri": item["uri"]}


def _uri(document_id: str, documents: Mapping[str, Document]) -> str:
    document = documents.get(document_id)
    known = (document.edition.uri if document.edition else None, document.url) if document else ()
    return next((uri for uri in known if uri and _is_uri(uri)), f"urn:clashwire:document:{quote(document_id, safe='')}")


def _is_uri(name: str) -> bool:
    try:
        return bool(urlsplit(name).scheme)
    except ValueError:
        return False
