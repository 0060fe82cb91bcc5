"""Which version of a published item a document is, and from when it may be told of."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

WITHOUT_END = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
"""Embargo of what is withheld: it ends with the next version only."""


class PubStatus(StrEnum):
    """What a publisher says about an item, in the words of ninjs."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


@dataclass(frozen=True)
class Edition:
    """`uri` names the item through all its versions; `versioned_at` orders versions that are no numbers."""

    uri: str | None = None
    version: str | None = None
    versioned_at: datetime | None = None
    pub_status: PubStatus = PubStatus.USABLE
    embargoed_until: datetime | None = None

    @property
    def held_until(self) -> datetime | None:
        """Events that involve the item wait for this moment."""
        return WITHOUT_END if self.pub_status is PubStatus.WITHHELD else self.embargoed_until

    @property
    def is_canceled(self) -> bool:
        return self.pub_status is PubStatus.CANCELED
