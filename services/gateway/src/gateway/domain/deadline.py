"""The time one request may take, shared by everything it calls."""

from collections.abc import Callable
from dataclasses import dataclass

from service_kit.errors import ErrorKind, ServiceError


@dataclass(frozen=True)
class Deadline:
    """A point in monotonic time."""

    at_seconds: float
    monotonic: Callable[[], float]

    @classmethod
    def after(cls, seconds: float, monotonic: Callable[[], float]) -> "Deadline":
        return cls(monotonic() + seconds, monotonic)

    def remaining_seconds(self, cap_seconds: float) -> float:
        """Seconds left, at most the cap; TIMED_OUT when none are."""
        left = self.at_seconds - self.monotonic()
        if left <= 0:
            raise ServiceError(ErrorKind.TIMED_OUT, "the request took longer than allowed", reason="DEADLINE_EXCEEDED")
        return min(left, cap_seconds)
