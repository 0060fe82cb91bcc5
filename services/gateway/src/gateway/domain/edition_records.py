"""What the gateway must remember about versions and embargoes."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from gateway.domain.versions import KnownVersion


class Versions(Protocol):
    """Versions of items that were accepted."""

    def known(self, wanted: Mapping[str, Collection[str]]) -> dict[str, list[KnownVersion]]:
        """The newest version of each document, and those asked for (versions by document id)."""
        ...

    def put(self, version: KnownVersion) -> None:
        """Store it as the newest of its document."""
        ...


class Embargoes(Protocol):
    """Moments before which no event may tell of a document."""

    def put(self, document_id: str, until: datetime | None) -> None:
        """Set or, without a moment, lift it."""
        ...

    def of(self, document_id: str) -> datetime | None: ...

    def in_force(self, document_ids: Collection[str], now: datetime) -> frozenset[str]:
        """Which of the documents must not be told of now."""
        ...
