"""The one error vocabulary; edges translate it to a gRPC status or an HTTP problem."""

from enum import Enum


class ErrorKind(Enum):
    """What went wrong, as the caller should react to it."""

    INVALID = "invalid"  # fix the request
    NOT_FOUND = "not_found"  # stop asking
    CONFLICT = "conflict"  # read the present state, then decide
    OVERLOADED = "overloaded"  # back off, then retry
    UNAVAILABLE = "unavailable"  # retry
    TIMED_OUT = "timed_out"  # retry if it still matters
    INTERNAL = "internal"  # report


class ServiceError(Exception):
    """A failure with a sentence for the caller; never holds text of a document.

    `reason` is a stable UPPER_SNAKE word of at most 63 characters that programs may branch on; `field` names the part
    of the request at fault and `limit` the bound it broke.
    """

    def __init__(
        self,
        kind: ErrorKind,
        message: str,
        *,
        reason: str,
        field: str | None = None,
        limit: float | str | None = None,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.reason = reason
        self.field = field
        self.limit = limit
