"""From which probability a pair is a clash, and from which it is told as unsure."""

from dataclasses import dataclass
from typing import Protocol

from service_kit.errors import ErrorKind, ServiceError


@dataclass(frozen=True)
class Thresholds:
    """Probabilities; a missing one is left to nli-contradiction."""

    clash: float | None = None
    unsure: float | None = None

    def check(self) -> None:
        """INVALID where unsure lies above clash."""
        if self.clash is not None and self.unsure is not None and self.unsure > self.clash:
            message = "lies above the threshold of clashes"
            field = "thresholds.unsure"
            raise ServiceError(ErrorKind.INVALID, message, reason="THRESHOLDS_CROSSED", field=field, limit=self.clash)


NO_THRESHOLDS = Thresholds()


class KeyThresholds(Protocol):
    """What was set for the tenant's keys."""

    def get(self, key_id: str) -> Thresholds:
        """NO_THRESHOLDS where nothing was set."""
        ...

    def put(self, key_id: str, thresholds: Thresholds) -> None: ...
