"""The real time."""

from datetime import UTC, datetime
from time import monotonic


class SystemClock:
    """Time of this machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return monotonic()
