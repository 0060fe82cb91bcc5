"""Search over the archived claims."""

from datetime import datetime

from clashwire_client.call import Paged, listed
from clashwire_client.models.claims import Claim


def claims(
    q: str = "",
    *,
    stance: str | None = None,
    evidence_kind: str | None = None,
    speaker: str | None = None,
    source: str | None = None,
    document_id: str | None = None,
    published_from: datetime | None = None,
    published_before: datetime | None = None,
    page_size: int = 100,
) -> Paged[Claim]:
    """Search the archive; all words of `q` must occur, and every condition that is given must hold."""
    return listed(
        "/v1/claims",
        Claim,
        "claims",
        page_size,
        q=q or None,
        stance=stance,
        evidence_kind=evidence_kind,
        speaker=speaker,
        source=source,
        document_id=document_id,
        published_from=published_from,
        published_before=published_before,
    )
