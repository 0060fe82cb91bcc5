"""Refuses requests that cannot be answered, naming the field and the limit."""

import math
from collections.abc import Sequence

from nli_contradiction.domain.claims import Claim, Quantity
from nli_contradiction.domain.policy import Policy
from service_kit.errors import ErrorKind, ServiceError


def check_claims(claims: Sequence[Claim], archived: Sequence[str], policy: Policy) -> None:
    """Raises INVALID at the first fault of the request."""
    if len(claims) > policy.max_claims:
        raise _invalid(
            f"{len(claims)} claims were sent, the limit is {policy.max_claims}",
            "claims",
            "TOO_MANY_CLAIMS",
            policy.max_claims,
        )
    seen: set[str] = set()
    for i, claim in enumerate(claims):
        if not claim.id:
            raise _invalid("a claim has no id", f"claims[{i}].id", "CLAIM_ID_MISSING")
        if claim.id in seen:
            raise _invalid("two claims have the same id", f"claims[{i}].id", "CLAIM_ID_REPEATED")
        seen.add(claim.id)
        _check_claim(claim, f"claims[{i}]", policy)
    for i, claim_id in enumerate(archived):
        if claim_id not in seen:
            raise _invalid("an archived claim is not among the claims", f"archived_claim_ids[{i}]", "CLAIM_UNKNOWN")


def _check_claim(claim: Claim, field: str, policy: Policy) -> None:
    if not claim.document_id:
        raise _invalid("a claim names no document", f"{field}.document_id", "DOCUMENT_ID_MISSING")
    if not claim.quote.text.strip():
        raise _invalid("a claim has no quote", f"{field}.quote.text", "QUOTE_MISSING")
    if claim.quote.end <= claim.quote.start:
        raise _invalid("a quote ends before it starts", f"{field}.quote.end", "QUOTE_EMPTY")
    for text, name, limit in (
        (claim.proposition, "proposition", policy.max_proposition_characters),
        (claim.quote.text, "quote.text", policy.max_quote_characters),
    ):
        if len(text) > limit:
            raise _invalid(
                f"{name} has {len(text)} characters, the limit is {limit}", f"{field}.{name}", "TEXT_TOO_LONG", limit
            )
    if claim.time and claim.time.start and claim.time.end and claim.time.end < claim.time.start:
        raise _invalid("a period ends before it starts", f"{field}.time.end", "PERIOD_REVERSED")
    for i, quantity in enumerate(claim.quantities):
        _check_quantity(quantity, f"{field}.quantities[{i}]")


def _check_quantity(quantity: Quantity, field: str) -> None:
    if not math.isfinite(quantity.value) or not math.isfinite(quantity.upper):
        raise _invalid("a quantity is not a finite number", f"{field}.value", "QUANTITY_NOT_FINITE")


def check_thresholds(clash: float, unsure: float) -> None:
    """Both in 0 to 1, and unsure not above clash; raises INVALID."""
    for value, name in ((clash, "clash_threshold"), (unsure, "unsure_threshold")):
        if not 0.0 <= value <= 1.0:
            raise _invalid("a threshold lies outside 0 to 1", name, "THRESHOLD_OUT_OF_RANGE", 1)
    if unsure > clash:
        raise _invalid(
            "the unsure threshold lies above the clash threshold", "unsure_threshold", "THRESHOLDS_CROSSED", clash
        )


def _invalid(message: str, field: str, reason: str, limit: float | None = None) -> ServiceError:
    return ServiceError(ErrorKind.INVALID, message, reason=reason, field=field, limit=limit)
