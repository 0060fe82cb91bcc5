"""Times the parts of a check."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from gateway.domain.checks import Timings


class Stopwatch:
    """Starts when made; parts may be measured several times and then add up."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._started = monotonic()
        self._seconds: dict[str, float] = {}

    @contextmanager
    def measure(self, part: str) -> Iterator[None]:
        started = self._monotonic()
        try:
            yield
        finally:
            self._seconds[part] = self._seconds.get(part, 0.0) + self._monotonic() - started

    def timings(self) -> Timings:
        return Timings(
            extraction=self._milliseconds("extraction"),
            contradiction=self._milliseconds("contradiction"),
            reliability=self._milliseconds("reliability"),
            total=round((self._monotonic() - self._started) * 1000),
        )

    def _milliseconds(self, part: str) -> int:
        return round(self._seconds.get(part, 0.0) * 1000)
