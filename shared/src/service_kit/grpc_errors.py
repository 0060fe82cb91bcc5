"""Two total tables between error kinds and gRPC status, and their rich form (google.rpc.ErrorInfo, BadRequest)."""

import json
import traceback

import grpc
from google.protobuf.any_pb2 import Any as AnyMessage
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo
from google.rpc.status_pb2 import Status
from grpc_status import rpc_status

from service_kit.errors import ErrorKind, ServiceError
from service_kit.logging import get_logger

_log = get_logger("service_kit.grpc")

STATUS_OF_KIND = {
    ErrorKind.INVALID: grpc.StatusCode.INVALID_ARGUMENT,
    ErrorKind.NOT_FOUND: grpc.StatusCode.NOT_FOUND,
    ErrorKind.CONFLICT: grpc.StatusCode.FAILED_PRECONDITION,
    ErrorKind.OVERLOADED: grpc.StatusCode.RESOURCE_EXHAUSTED,
    ErrorKind.UNAVAILABLE: grpc.StatusCode.UNAVAILABLE,
    ErrorKind.TIMED_OUT: grpc.StatusCode.DEADLINE_EXCEEDED,
    ErrorKind.INTERNAL: grpc.StatusCode.INTERNAL,
}

KIND_OF_STATUS = {
    grpc.StatusCode.INVALID_ARGUMENT: ErrorKind.INVALID,
    grpc.StatusCode.OUT_OF_RANGE: ErrorKind.INVALID,
    grpc.StatusCode.NOT_FOUND: ErrorKind.NOT_FOUND,
    grpc.StatusCode.FAILED_PRECONDITION: ErrorKind.CONFLICT,
    grpc.StatusCode.ALREADY_EXISTS: ErrorKind.CONFLICT,
    grpc.StatusCode.ABORTED: ErrorKind.CONFLICT,
    grpc.StatusCode.RESOURCE_EXHAUSTED: ErrorKind.OVERLOADED,
    grpc.StatusCode.UNAVAILABLE: ErrorKind.UNAVAILABLE,
    grpc.StatusCode.CANCELLED: ErrorKind.UNAVAILABLE,
    grpc.StatusCode.DEADLINE_EXCEEDED: ErrorKind.TIMED_OUT,
    grpc.StatusCode.INTERNAL: ErrorKind.INTERNAL,
    grpc.StatusCode.UNKNOWN: ErrorKind.INTERNAL,
    grpc.StatusCode.DATA_LOSS: ErrorKind.INTERNAL,
    grpc.StatusCode.UNIMPLEMENTED: ErrorKind.INTERNAL,
    grpc.StatusCode.PERMISSION_DENIED: ErrorKind.INTERNAL,
    grpc.StatusCode.UNAUTHENTICATED: ErrorKind.INTERNAL,
    grpc.StatusCode.OK: ErrorKind.INTERNAL,
}

_PLAIN_MESSAGE = {
    ErrorKind.INVALID: "the called service refused the request",
    ErrorKind.NOT_FOUND: "the called service did not find it",
    ErrorKind.CONFLICT: "the called service is in a conflicting state",
    ErrorKind.OVERLOADED: "the called service is overloaded",
    ErrorKind.UNAVAILABLE: "the called service cannot be reached",
    ErrorKind.TIMED_OUT: "the called service did not answer in time",
    ErrorKind.INTERNAL: "the called service failed",
}


def to_status(error: ServiceError, service: str) -> grpc.Status:
    """Rich status of an error; `service` becomes the domain of its ErrorInfo."""
    info = ErrorInfo(reason=error.reason, domain=service)
    details = [info]
    message = error.message.encode("utf-8", "replace").decode("utf-8")
    if error.limit is not None:
        info.metadata["limit"] = json.dumps(error.limit)
    status = Status(code=STATUS_OF_KIND[error.kind].value[0], message=message)
    if error.field is not None:
        info.metadata["field"] = error.field.encode("utf-8", "replace").decode("utf-8")
        violation = BadRequest.FieldViolation(field=info.metadata["field"], description=message, reason=error.reason)
        details.append(BadRequest(field_violations=[violation]))
    for detail in details:
        packed = AnyMessage()
        packed.Pack(detail)
        status.details.append(packed)
    return rpc_status.to_status(status)


def from_rpc_error(error: grpc.aio.AioRpcError) -> ServiceError:
    """The error a server sent, or a plain one where the status came from the transport."""
    kind = KIND_OF_STATUS[error.code()]
    info = _error_info(error)
    if info is not None:
        return ServiceError(
            kind,
            error.details() or _PLAIN_MESSAGE[kind],
            reason=info.reason,
            field=info.metadata.get("field"),
            limit=json.loads(info.metadata["limit"]) if "limit" in info.metadata else None,
        )
    if kind is ErrorKind.OVERLOADED and "larger than max" in (error.details() or ""):
        return ServiceError(ErrorKind.INVALID, "the message is larger than the limit", reason="MESSAGE_TOO_LARGE")
    return ServiceError(kind, _PLAIN_MESSAGE[kind], reason=f"GRPC_{error.code().name}")


def _error_info(error: grpc.aio.AioRpcError) -> ErrorInfo | None:
    for key, value in error.trailing_metadata() or ():
        if key == "grpc-status-details-bin":
            for detail in Status.FromString(value).details:
                info = ErrorInfo()
                if detail.Unpack(info):
                    return info
    return None


def as_service_error(error: Exception, method: str) -> ServiceError:
    """What a handler raised, as an error that may leave the service; the unexpected is logged without its message."""
    if isinstance(error, ServiceError):
        return error
    if isinstance(error, TimeoutError):
        return ServiceError(
            ErrorKind.TIMED_OUT, "the call did not finish within its deadline", reason="DEADLINE_EXCEEDED"
        )
    # the message of a foreign exception may quote a document
    frames = "".join(traceback.format_tb(error.__traceback__))
    _log.error("rpc failed unexpectedly", method=method, error=type(error).__qualname__, traceback=frames)
    return ServiceError(ErrorKind.INTERNAL, "internal error", reason="INTERNAL")
