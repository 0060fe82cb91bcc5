"""Turns every failure into an RFC 9457 problem that names the field at fault and quotes nothing of the request."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from gateway.domain.quotas import LimitExceededError
from service_kit.context import current_request_id
from service_kit.errors import ErrorKind, ServiceError

STATUS_OF_KIND = {
    ErrorKind.INVALID: 422,
    ErrorKind.NOT_FOUND: 404,
    ErrorKind.CONFLICT: 409,
    ErrorKind.OVERLOADED: 429,
    ErrorKind.UNAVAILABLE: 503,
    ErrorKind.TIMED_OUT: 504,
    ErrorKind.INTERNAL: 500,
}
STATUS_OF_REASON = {
    "UNAUTHENTICATED": 401,
    "FORBIDDEN": 403,
    "FOREIGN_HOST": 403,
    "FOREIGN_ORIGIN": 403,
    "VERSION_MISMATCH": 412,
    "TEXT_TOO_LONG": 413,
    "TOO_MANY_DOCUMENTS": 413,
    "TOO_MANY_CHARACTERS": 413,
    "DOCUMENT_TOO_LONG": 413,
    "BODY_TOO_LARGE": 413,
    "MESSAGE_TOO_LARGE": 413,
    "CONTENT_TYPE": 415,
    "CONTENT_ENCODING": 415,
}
_RETRIED = (429, 503)
_FOR_LATER = ("TEXT_TOO_LONG", "TOO_MANY_DOCUMENTS", "TOO_MANY_CHARACTERS", "BODY_TOO_LARGE")
_ONE_CHECK = "/v1/checks"
_STORE_INSTEAD = "; POST /v1/documents takes more and checks it later"


class FieldError(BaseModel):
    """One fault of the request."""

    field: str = Field(description="Path of the field, e.g. documents[0].text; body for the whole.")
    detail: str = Field(description="What is wrong with it.")
    reason: str = Field(description="Stable word for programs.")
    limit: float | str | None = Field(None, description="The bound that was broken.", exclude_if=lambda v: v is None)


class Problem(BaseModel):
    """RFC 9457 problem details."""

    type: str = Field(description="Stable URN of the sort of problem.")
    title: str
    status: int
    detail: str
    request_id: str = Field(description="Also in the logs of every service that took part.")
    errors: list[FieldError] = Field(default=[], description="Faults of single fields.")


class ProblemResponse(JSONResponse):
    media_type = "application/problem+json"


def problem(
    status: int, reason: str, detail: str, errors: Sequence[FieldError] = (), headers: dict[str, str] | None = None
) -> ProblemResponse:
    body = Problem(
        type=f"urn:clashwire:problem:{reason.lower().replace('_', '-')}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        request_id=current_request_id() or "",
        errors=list(errors),
    )
    return ProblemResponse(body.model_dump(), status, headers)


def of_service_error(error: ServiceError, retry_after_seconds: int, path: str = "") -> ProblemResponse:
    status = STATUS_OF_REASON.get(error.reason, STATUS_OF_KIND[error.kind])
    detail = f"{error.field} {error.message}" if error.field and status == 422 else error.message
    if error.reason in _FOR_LATER and path == _ONE_CHECK:
        detail += _STORE_INSTEAD
    pause_seconds = error.retry_after_seconds if isinstance(error, LimitExceededError) else retry_after_seconds
    headers = {"retry-after": str(pause_seconds)} if status in _RETRIED else {}
    if status == 401:
        headers["www-authenticate"] = "Bearer"
    return problem(status, error.reason, detail, [field_error(error)] if error.field else [], headers)


def field_error(error: ServiceError) -> FieldError:
    return FieldError(field=error.field or "body", detail=error.message, reason=error.reason, limit=error.limit)


def internal() -> ProblemResponse:
    return problem(500, "INTERNAL", "internal error; report it with the request id")


def add_handlers(app: FastAPI, retry_after_seconds: int) -> None:
    """Make the app answer every failure it knows as a problem."""

    async def service_error(request: Request, error: Any) -> ProblemResponse:
        return of_service_error(error, retry_after_seconds, request.url.path)

    app.add_exception_handler(ServiceError, service_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_exception)


async def _validation_error(_request: Request, error: Any) -> ProblemResponse:
    errors = [_field_error(fault) for fault in error.errors()]
    detail = f"{errors[0].field}: {errors[0].detail}" + (f" ({len(errors)} faults)" if len(errors) > 1 else "")
    return problem(422, "INVALID_REQUEST", detail, errors)


def _field_error(fault: dict[str, Any]) -> FieldError:
    return FieldError(field=field_path(fault["loc"]), detail=fault["msg"], reason=fault["type"].upper())


def field_path(location: Iterable[str | int]) -> str:
    """Write ("body", "documents", 0, "text") as documents[0].text."""
    _where, *steps = location
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return path.lstrip(".") or "body"


async def _http_exception(_request: Request, error: Any) -> ProblemResponse:
    status = HTTPStatus(error.status_code)
    return problem(status, status.name, status.description or status.phrase, headers=dict(error.headers or {}))
