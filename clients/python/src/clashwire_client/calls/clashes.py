"""Clashes: list, read, decide, draft a review, take away."""

import json
from datetime import datetime
from typing import Any, Literal

import httpx

from clashwire_client.call import Call, Export, Paged, get, listed, nothing, path_of, post, query_of
from clashwire_client.models.clashes import StoredClash
from clashwire_client.models.trust_indicators import TrustIndicators

Verdict = Literal["confirmed", "dismissed", "resolved"]
State = Literal["open", "confirmed", "dismissed", "resolved", "retracted"]


def clashes(
    *,
    kind: str | None = None,
    state: State | None = None,
    source: str | None = None,
    speaker: str | None = None,
    document_id: str | None = None,
    opened_from: datetime | None = None,
    opened_before: datetime | None = None,
    least_severity: float | None = None,
    page_size: int = 100,
) -> Paged[StoredClash]:
    """List stored clashes, newest first, page after page; every condition that is given must hold."""
    return listed(
        "/v1/clashes",
        StoredClash,
        "clashes",
        page_size,
        kind=kind,
        state=state,
        source=source,
        speaker=speaker,
        document_id=document_id,
        opened_from=opened_from,
        opened_before=opened_before,
        least_severity=least_severity,
    )


def export_clashes(*, state: State | None = None, opened_from: datetime | None = None) -> Export[StoredClash]:
    """All stored clashes in one answer, read as they come."""
    return Export(_export("jsonl", state, opened_from), StoredClash.model_validate_json)


def export_clashes_csv(*, state: State | None = None, opened_from: datetime | None = None) -> Export[str]:
    """All stored clashes as lines of CSV, the first of which names the columns."""
    return Export(_export("csv", state, opened_from), lambda line: line.decode())


def _export(written_as: str, state: State | None, opened_from: datetime | None) -> Call[None]:
    query = {"format": written_as, "state": state, "opened_from": opened_from}
    return Call("GET", "/v1/clashes", nothing, query=query_of(query))


def get_clash(clash_id: str) -> Call[StoredClash]:
    """Return a clash with its history."""
    return get(path_of("clashes", clash_id), StoredClash)


def review(
    clash: StoredClash | str,
    verdict: Verdict,
    *,
    right_side: str | None = None,
    reason: str = "",
    reviewer: str | None = None,
    idempotency_key: str | None = None,
) -> Call[StoredClash]:
    """Decide about a clash; a resolution says which claim was right, or None for neither.

    Given the clash as it was read, VersionMismatchError where it has changed since; given its id only, decides anyway.
    """
    clash_id = clash if isinstance(clash, str) else clash.id
    unchanged = {} if isinstance(clash, str) else {"if-match": f'"{clash.version}"'}
    wanted: dict[str, Any] = {"verdict": verdict, "reason": reason}
    if verdict == "resolved" or right_side is not None:
        wanted["right_side"] = right_side
    if reviewer is not None:
        wanted["reviewer"] = reviewer
    return post(path_of("clashes", clash_id, "reviews"), StoredClash, wanted, idempotency_key, **unchanged)


def claim_review(clash_id: str) -> Call[dict[str, Any]]:
    """Draft a schema.org ClaimReview (JSON-LD) of a confirmed or resolved clash."""

    def read(response: httpx.Response) -> dict[str, Any]:
        return dict(json.loads(response.content))

    return Call("GET", path_of("clashes", clash_id, "claim-review"), read)


def trust_indicators(clash_id: str) -> Call[TrustIndicators]:
    """Draft what a confirmed or resolved clash adds to the ninjs items of both sides."""
    return get(path_of("clashes", clash_id, "trust-indicators"), TrustIndicators)
