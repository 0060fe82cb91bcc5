"""Requests that were sent under an idempotency key, with their answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class SavedAnswer:
    """An HTTP answer; `replayed` where it was given before."""

    status: int
    headers: Mapping[str, str]
    body: str
    replayed: bool = False


@dataclass(frozen=True)
class SavedRequest:
    """`answer` is missing while the request is worked on; `fingerprint` tells requests apart.

    `work_id` stays the same when another takes over from a gateway that crashed.
    """

    key: str
    fingerprint: str
    started_at: datetime
    work_id: str
    answer: SavedAnswer | None


class SavedRequests(Protocol):
    """Requests that came with an idempotency key."""

    def get(self, key: str) -> SavedRequest | None: ...

    def put(self, request: SavedRequest) -> None: ...

    def renew(self, request: SavedRequest, at: datetime) -> None:
        """Say that the request, where it has no answer yet, is still worked on."""
        ...

    def remove(self, key: str) -> None: ...

    def forget(self, before: datetime) -> None:
        """Drop those that were started before."""
        ...
