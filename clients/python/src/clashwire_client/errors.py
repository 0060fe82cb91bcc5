"""What a call may raise.

ClashwireError
├── NoAnswerError            no connection, or no answer in time
├── UnreadableAnswerError    an answer that is not what the contract says
├── DeadlineError            an operation did not end within its deadline
├── SignatureError           a webhook delivery that must not be believed
└── ProblemError             the gateway answered a problem (RFC 9457)
    ├── InvalidRequestError             400, 422: `errors` name the fields
    │   └── IdempotencyKeyReusedError   the key came with another request before
    ├── UnauthenticatedError            401: no valid key
    ├── ForbiddenError                  403: the key lacks the scope
    ├── NotFoundError                   404
    ├── ConflictError                   409
    │   └── StillWorkedOnError          the first request under this idempotency key is not finished
    ├── VersionMismatchError            412: changed since it was read
    ├── TooLargeError                   413
    ├── UnsupportedContentError         415
    ├── OverloadedError                 429
    ├── UnavailableError                503
    ├── GatewayTimeoutError             504
    └── InternalError                   500
"""

from collections.abc import Sequence

import httpx
from pydantic import ValidationError

from clashwire_client.models.operations import Operation
from clashwire_client.models.problems import FieldError, Problem

_URN = "urn:clashwire:problem:"


class ClashwireError(Exception):
    """Whatever this client raises on purpose."""


class NoAnswerError(ClashwireError):
    """No connection, or no answer in time. Whether the request was worked on is unknown."""


class UnreadableAnswerError(ClashwireError):
    """An answer that is not what the contract says."""


class SignatureError(ClashwireError):
    """A webhook delivery that must not be believed."""


class DeadlineError(ClashwireError):
    """An operation did not end within its deadline; `operation` is as it was last seen."""

    def __init__(self, operation: Operation, deadline_seconds: float) -> None:
        super().__init__(f"operation {operation.id} is {operation.state} after {deadline_seconds:g} seconds")
        self.operation = operation


class ProblemError(ClashwireError):
    """The gateway answered a problem."""

    def __init__(self, problem: Problem, retry_after_seconds: float | None = None) -> None:
        trace = f" [request {problem.request_id}]" if problem.request_id else ""
        super().__init__(f"{problem.status} {problem.detail or problem.title}{trace}")
        self.problem = problem
        self.retry_after_seconds = retry_after_seconds

    @property
    def status(self) -> int:
        return self.problem.status

    @property
    def reason(self) -> str:
        """Stable word for programs, e.g. page-token."""
        return self.problem.type.removeprefix(_URN)

    @property
    def request_id(self) -> str:
        """Also in the logs of every service that took part."""
        return self.problem.request_id

    @property
    def errors(self) -> Sequence[FieldError]:
        """Faults of single fields."""
        return self.problem.errors


class InvalidRequestError(ProblemError):
    """The request is at fault; `errors` name the fields."""


class IdempotencyKeyReusedError(InvalidRequestError):
    """The idempotency key came with another request before."""


class UnauthenticatedError(ProblemError):
    """No valid key was sent."""


class ForbiddenError(ProblemError):
    """The key lacks the scope."""


class NotFoundError(ProblemError):
    """There is nothing under this id."""


class ConflictError(ProblemError):
    """The state of things does not allow it."""


class StillWorkedOnError(ConflictError):
    """The first request under this idempotency key is not finished."""


class VersionMismatchError(ProblemError):
    """It has changed since it was read; read it again and decide anew."""


class TooLargeError(ProblemError):
    """More than one request may carry."""


class UnsupportedContentError(ProblemError):
    """A content type or encoding the gateway does not read."""


class OverloadedError(ProblemError):
    """The gateway is too busy, or the key's rate is used up."""


class UnavailableError(ProblemError):
    """A part that is needed is away."""


class GatewayTimeoutError(ProblemError):
    """A part that is needed did not answer in time."""


class InternalError(ProblemError):
    """A fault of the gateway; report it with the request id."""


_OF_REASON: dict[str, type[ProblemError]] = {
    "idempotency-key-reused": IdempotencyKeyReusedError,
    "still-worked-on": StillWorkedOnError,
}
_OF_STATUS: dict[int, type[ProblemError]] = {
    400: InvalidRequestError,
    401: UnauthenticatedError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    412: VersionMismatchError,
    413: TooLargeError,
    415: UnsupportedContentError,
    422: InvalidRequestError,
    429: OverloadedError,
    500: InternalError,
    503: UnavailableError,
    504: GatewayTimeoutError,
}


def problem_of(response: httpx.Response) -> ProblemError:
    """The error for an answer that is no success, also where a proxy gave it."""
    try:
        problem = Problem.model_validate_json(response.content)
    except ValidationError:
        problem = Problem()
    known = {"status": response.status_code, "title": problem.title or response.reason_phrase}
    if not problem.request_id:
        known["request_id"] = response.headers.get("x-request-id", "")
    problem = problem.model_copy(update=known)
    reason = problem.type.removeprefix(_URN)
    error = _OF_REASON.get(reason) or _OF_STATUS.get(response.status_code, ProblemError)
    return error(problem, retry_after_seconds(response))


def retry_after_seconds(response: httpx.Response) -> float | None:
    """The pause an answer asks for, where it gives one in seconds."""
    asked = response.headers.get("retry-after", "")
    return float(asked) if asked.isascii() and asked.isdigit() else None
