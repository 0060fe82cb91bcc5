"""Turns every failure into an RFC 9457 problem that names the field at fault and quotes nothing of the request."""

import re
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
MEANING_OF_STATUS = {
    401: "No valid key",
    403: "The key lacks the scope, or the request comes from a foreign host or web page",
    404: "There is no such thing",
    409: "The state of things does not allow it, or the first request under the idempotency key is still worked on",
    412: "It has changed since it was read",
    413: "More than one request may carry",
    415: "A content type or encoding that is not read",
    422: "A fault of the request; errors name the fields",
    429: "Too busy, or more than the key may ask; Retry-After tells when to come again",
    500: "A fault of the gateway",
    503: "A part that is needed is away; Retry-After tells when to come again",
    504: "A part that is needed did not answer in time",
}
_PARAMETER = re.compile(r"{\w+}")
_RETRIED = (429, 503)
_FOR_LATER = ("TEXT_TOO_LONG", "TOO_MANY_DOCUMENTS", "TOO_MANY_CHARACTERS", "BODY_TOO_LARGE")
_ONE_CHECK = "/v1/checks"
_STORE_INSTEAD = "; POST /v1/documents takes more and checks it later"
_SEND_LESS = "; send less at a time to POST /v1/documents, which checks it later"
_HEADER_OF_REASON = {
    "UNAUTHENTICATED": "Authorization",
    "VERSION_MISMATCH": "If-Match",
    "CONTENT_TYPE": "Content-Type",
    "CONTENT_ENCODING": "Content-Encoding",
}
_BOUNDS = ("ge", "gt", "le", "lt", "max_length", "min_length")
_NOT_AN_OBJECT = ("MODEL_ATTRIBUTES_TYPE", "MODEL_TYPE", "DICT_TYPE")


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


def fails(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Failures of a route that do not follow from its shape, for its description."""
    return {status: {"description": MEANING_OF_STATUS[status]} for status in statuses}


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
    says_field = status != 422 or error.message.startswith(f"{error.field} ")
    detail = error.message if not error.field or says_field else f"{error.field} {error.message}"
    if error.reason in _FOR_LATER and path == _ONE_CHECK:
        detail += _SEND_LESS if error.reason == "BODY_TOO_LARGE" else _STORE_INSTEAD
    pause_seconds = error.retry_after_seconds if isinstance(error, LimitExceededError) else retry_after_seconds
    headers = {"retry-after": str(pause_seconds)} if status in _RETRIED else {}
    if status == 401:
        headers["www-authenticate"] = "Bearer"
    named = error.field or error.reason in _HEADER_OF_REASON
    return problem(status, error.reason, detail, [field_error(error)] if named else [], headers)


def field_error(error: ServiceError) -> FieldError:
    field = error.field or _HEADER_OF_REASON.get(error.reason, "body")
    return FieldError(field=field, detail=error.message, reason=error.reason, limit=error.limit)


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
    reason, context = fault["type"].upper(), fault.get("ctx", {})
    limit = next((context[name] for name in _BOUNDS if isinstance(context.get(name), int | float)), None)
    detail = _in_plain_words(reason, fault, limit)
    return FieldError(field=field_path(fault["loc"]), detail=detail, reason=reason, limit=limit)


def _in_plain_words(reason: str, fault: dict[str, Any], limit: float | None) -> str:
    if reason in _NOT_AN_OBJECT:
        return "must be a JSON object"
    if reason == "TOO_LONG" and isinstance(fault.get("input"), str):
        return f"has {len(fault['input'])} characters; the limit is {limit}"
    return str(fault["msg"])


def field_path(location: Iterable[str | int]) -> str:
    """Write ("body", "documents", 0, "text") as documents[0].text."""
    _where, *steps = location
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return path.lstrip(".") or "body"


async def _http_exception(request: Request, error: Any) -> ProblemResponse:
    status = HTTPStatus(error.status_code)
    headers = {name.lower(): value for name, value in (error.headers or {}).items()}
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["allow"] = ", ".join(_methods_of(request)) or headers.get("allow", "")
    return problem(status, status.name, status.description or status.phrase, headers=headers)


def _methods_of(request: Request) -> list[str]:
    """Methods the contract has for a path; a router knows those of the first route that fits."""
    paths: dict[str, dict[str, Any]] = request.app.openapi()["paths"]
    fitting = [path for path in paths if re.fullmatch(_PARAMETER.sub(".+", path), request.url.path)]
    closest = max(fitting, key=lambda path: len(_PARAMETER.sub("", path)), default=None)
    return sorted(method.upper() for method in paths[closest]) if closest else []
