"""Faults of what was sent, as callers see them."""

from service_kit.errors import ErrorKind, ServiceError


def fault(field: str, message: str, reason: str, limit: float | str | None = None) -> ServiceError:
    return ServiceError(ErrorKind.INVALID, message, reason=reason, field=field, limit=limit)


def no_text(field: str) -> ServiceError:
    return fault(field, "holds no text to check", "NO_TEXT")


def too_many(count: int, limit: int) -> ServiceError:
    message = f"holds {count} items; the limit of one request is {limit}"
    return fault("body", message, "TOO_MANY_DOCUMENTS", limit)
