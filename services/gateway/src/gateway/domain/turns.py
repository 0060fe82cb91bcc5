"""Lets work of every priority come to its turn, however much of a higher one there is."""

from dataclasses import dataclass, field
from datetime import datetime

from gateway.domain.ports import Clock


@dataclass
class FairTurns:
    """One turn in every `seconds` of a worker process goes to the work that is due longest, whatever its priority."""

    clock: Clock
    seconds: float
    _last: datetime = field(init=False)

    def __post_init__(self) -> None:
        self._last = self.clock.now()

    def take(self) -> bool:
        """Tell whether the next turn is such a one; it is used up then."""
        now = self.clock.now()
        if (now - self._last).total_seconds() < self.seconds:
            return False
        self._last = now
        return True
