"""Bounds on what callers may send, and the checks that hold them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from service_kit.errors import ErrorKind, ServiceError
from source_reliability.domain.characters import holds_control_characters
from source_reliability.domain.outcomes import Outcome

_EARLIEST_US = int(datetime(1900, 1, 1, tzinfo=UTC).timestamp() * 1_000_000)
Clock = Callable[[], int]
"""Microseconds since 1970, UTC."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Largest counts, sizes in characters and the clock skew that is forgiven."""

    queries: int = 200
    values: int = 50
    supports: int = 1000
    outcomes: int = 1000
    ratings: int = 50_000
    aliases: int = 100
    page: int = 500
    default_page: int = 50
    identifier_characters: int = 200
    reason_characters: int = 2000
    clock_skew_seconds: float = 60.0


def invalid(message: str, reason: str, field: str, limit: float | str | None = None) -> ServiceError:
    return ServiceError(ErrorKind.INVALID, message, reason=reason, field=field, limit=limit)


def check_count(count: int, most: int, field: str, least: int = 1) -> None:
    if not least <= count <= most:
        message = f"{field} has {count} items, {least} to {most} are allowed"
        raise invalid(message, "WRONG_COUNT", field, most if count > most else least)


def check_text(text: str, most: int, field: str, *, required: bool = False) -> None:
    """Refuse blank required text, too long text and control characters."""
    if required and not text.strip():
        raise invalid(f"{field} is required", "FIELD_MISSING", field)
    if len(text) > most:
        raise invalid(f"{field} has {len(text)} characters, the limit is {most}", "FIELD_TOO_LONG", field, most)
    if holds_control_characters(text, multiline=True):
        raise invalid(f"{field} holds control characters", "CONTROL_CHARACTER", field)


def check_probability(value: float, field: str) -> None:
    if not (math.isfinite(value) and 0.0 <= value <= 1.0):
        raise invalid(f"{field} is no probability from 0 to 1", "NOT_A_PROBABILITY", field, "0 to 1")


def check_time(time_us: int, now_us: int, field: str, limits: Limits) -> None:
    if time_us < _EARLIEST_US:
        raise invalid(f"{field} lies before 1900", "TIME_TOO_EARLY", field, "1900-01-01T00:00:00Z")
    if time_us > now_us + int(limits.clock_skew_seconds * 1_000_000):
        raise invalid(f"{field} lies in the future", "TIME_IN_FUTURE", field)


def check_outcomes(outcomes: Sequence[Outcome], now_us: int, limits: Limits) -> None:
    check_count(len(outcomes), limits.outcomes, "outcomes")
    for index, outcome in enumerate(outcomes):
        field = f"outcomes[{index}]"
        check_text(outcome.outcome_id, limits.identifier_characters, f"{field}.id", required=True)
        check_probability(outcome.right, f"{field}.right")
        check_probability(outcome.confidence, f"{field}.confidence")
        check_time(outcome.event_us, now_us, f"{field}.event_time", limits)
        for name in ("topic", "claim_id", "origin_id", "supersedes"):
            part = f"{field}.source.topic" if name == "topic" else f"{field}.{name}"
            check_text(getattr(outcome, name), limits.identifier_characters, part)
        check_text(outcome.reason, limits.reason_characters, f"{field}.reason")
        if outcome.supersedes == outcome.outcome_id:
            raise invalid("an outcome cannot supersede itself", "SUPERSEDES_ITSELF", f"{field}.supersedes")
