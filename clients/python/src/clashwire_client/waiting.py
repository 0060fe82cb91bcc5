"""How long to wait for accepted work."""

import time
from dataclasses import dataclass, field

from clashwire_client.errors import DeadlineError
from clashwire_client.models.operations import Operation

_LONGEST_PAUSE_SECONDS = 5.0


@dataclass
class Waiting:
    """Looks ever more rarely until the work has ended or the deadline is over."""

    deadline_seconds: float
    pause_seconds: float = 0.2
    started: float = field(default_factory=time.monotonic)

    def next_pause(self, operation: Operation) -> float | None:
        """The pause before the next look; None once the work has ended. DeadlineError once time is over."""
        if operation.has_ended:
            return None
        left = self.deadline_seconds - (time.monotonic() - self.started)
        if left <= 0:
            raise DeadlineError(operation, self.deadline_seconds)
        pause = min(self.pause_seconds, left)
        self.pause_seconds = min(self.pause_seconds * 1.5, _LONGEST_PAUSE_SECONDS)
        return pause
