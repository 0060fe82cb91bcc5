"""When a call is sent again, and after how long."""

import random
import time
from dataclasses import dataclass
from typing import Any

import httpx

from clashwire_client.call import Call
from clashwire_client.errors import NoAnswerError, ProblemError, StillWorkedOnError, problem_of, retry_after_seconds

_PASSING = (429, 502, 503)


@dataclass(frozen=True)
class RetryPolicy:
    """At most `attempts` in all; pauses double up to `longest_pause_seconds`, half of each left to chance.

    A Retry-After is kept to; one beyond the longest pause ends the attempts.
    """

    attempts: int = 4
    first_pause_seconds: float = 0.5
    longest_pause_seconds: float = 30.0

    def pause_seconds(self, attempt: int) -> float:
        """The pause after so many attempts, the first of which is 1."""
        pause = min(self.first_pause_seconds * 2.0 ** (attempt - 1), self.longest_pause_seconds)
        return pause * random.uniform(0.5, 1.0)  # noqa: S311 (spreads callers, guards no secret)

    def pause_before_next(self, call: Call[Any], attempt: int, answer: httpx.Response | NoAnswerError) -> float | None:
        """The pause before the call is sent again; None where it is not."""
        if attempt >= self.attempts or not call.may_be_repeated or not _is_passing(answer):
            return None
        asked = retry_after_seconds(answer) if isinstance(answer, httpx.Response) else None
        if asked is not None and asked > self.longest_pause_seconds:
            return None
        return max(asked or 0.0, self.pause_seconds(attempt))


def _is_passing(answer: httpx.Response | NoAnswerError) -> bool:
    if isinstance(answer, NoAnswerError):
        return True
    if answer.status_code == 409:
        return isinstance(problem_of(answer), StillWorkedOnError)
    return answer.status_code in _PASSING


ONCE = RetryPolicy(attempts=1)


@dataclass
class Patience:
    """How long a lost stream is looked for, and how often."""

    patience_seconds: float
    policy: RetryPolicy
    _attempts: int = 0
    _lost_at: float | None = None

    def found(self) -> None:
        self._attempts, self._lost_at = 0, None

    def pause_seconds(self, error: NoAnswerError | ProblemError) -> float:
        """The pause before the next try; raises the error where another try is of no use."""
        now = time.monotonic()
        self._lost_at = self._lost_at or now
        if isinstance(error, ProblemError) and error.status not in _PASSING:
            raise error
        if now - self._lost_at >= self.patience_seconds:
            raise error
        self._attempts += 1
        asked = error.retry_after_seconds if isinstance(error, ProblemError) else None
        return max(asked or 0.0, self.policy.pause_seconds(self._attempts))
