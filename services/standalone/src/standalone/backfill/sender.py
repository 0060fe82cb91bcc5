"""Sends bodies at a pace that the gateway and its workers can keep up with, and waits out what passes."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from clashwire_client import (
    Acceptance,
    Clashwire,
    ClashwireError,
    ForbiddenError,
    NoAnswerError,
    Priority,
    ProblemError,
    StillWorkedOnError,
    UnauthenticatedError,
)
from service_kit.errors import ErrorKind, ServiceError
from standalone.backfill.files import Part

Result = TypeVar("Result")

_PASSING = (429, 502, 503, 504)
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 1.0, 30.0


@dataclass(frozen=True)
class Manners:
    """How hard a gateway is pressed.

    `most_waiting` documents may wait to be checked at a time, so that the news of the day is not held up; 0 for no
    limit. What passes is waited out for `patience_seconds`. `priority` says what of the gateway's work comes first.
    """

    per_second: float = 10.0
    most_waiting: int = 200
    patience_seconds: float = 600.0
    look_seconds: float = 2.0
    priority: Priority = "background"


@dataclass
class Sender:
    """Sends one body after another; `sleep` and `clock` are those of time."""

    client: Clashwire
    source: str | None
    manners: Manners
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _next_at: float = 0.0
    _room: int = 0

    def send(self, part: Part, key: str) -> Acceptance:
        """ProblemError where this body is refused, ServiceError where no other would fare better."""
        if self.manners.most_waiting and self._room <= 0:
            self._room = self._find_room()
        self._keep_pace()
        accepted = self._patiently(lambda: self._post(part, key))
        self._room -= len(accepted.documents)
        return accepted

    def _post(self, part: Part, key: str) -> Acceptance:
        return self.client.accept_content(
            part.content,
            part.content_type,
            source=self.source,
            priority=self.manners.priority,
            idempotency_key=f"backfill-{key}",
        )

    def _keep_pace(self) -> None:
        now = self.clock()
        if self._next_at > now:
            self.sleep(self._next_at - now)
        self._next_at = max(self._next_at, now) + 1 / self.manners.per_second

    def _find_room(self) -> int:
        """Wait until fewer documents wait than may; return how many more there is room for."""
        while True:
            room = self.manners.most_waiting - self._patiently(self.client.job_counts)["waiting"]
            if room > 0:
                return room
            self.sleep(self.manners.look_seconds)

    def _patiently(self, call: Callable[[], Result]) -> Result:
        begun, pause = self.clock(), _FIRST_PAUSE_SECONDS
        while True:
            try:
                return call()
            except (UnauthenticatedError, ForbiddenError) as error:
                raise _stopped(f"{error}; needed are the scopes check, and read unless --most-waiting is 0") from error
            except (NoAnswerError, ProblemError) as error:
                asked = _pause_asked_for(error)
                if asked is None:
                    raise
                wait = max(asked, pause)
                if self.clock() + wait - begun > self.manners.patience_seconds:
                    raise _stopped(f"{error}; run the same command again later, it goes on from here") from error
                self.sleep(wait)
                pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
            except ClashwireError as error:
                raise _stopped(str(error)) from error


def _pause_asked_for(error: NoAnswerError | ProblemError) -> float | None:
    """The least pause before another try; None where another try is of no use."""
    if isinstance(error, NoAnswerError | StillWorkedOnError):
        return 0.0
    return (error.retry_after_seconds or 0.0) if error.status in _PASSING else None


def _stopped(message: str) -> ServiceError:
    return ServiceError(ErrorKind.UNAVAILABLE, message, reason="BACKFILL_STOPPED")
