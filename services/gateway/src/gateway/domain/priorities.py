"""What accepted work is done first, by what a caller asks for or by the urgency a newsroom gives its item."""

from dataclasses import dataclass
from enum import StrEnum


class Priority(StrEnum):
    """Work is done in this order; background is what nobody waits for: archives and feeds."""

    URGENT = "urgent"
    NORMAL = "normal"
    BACKGROUND = "background"

    @property
    def rank(self) -> int:
        """Place in the order; 0 comes first."""
        return tuple(Priority).index(self)

    @classmethod
    def of_rank(cls, rank: int) -> "Priority":
        """The priority at this place; what a later version ranks behind all is background here."""
        return tuple(cls)[min(rank, len(cls) - 1)]


@dataclass(frozen=True)
class UrgencyScale:
    """Reads the urgency of ninjs and NewsML-G2: 1 is the most urgent, 5 usual, 9 the least."""

    urgent_up_to: int = 2
    background_from: int = 7

    def priority(self, urgency: int | None, usual: Priority) -> Priority:
        """The priority of an item; `usual` where it says nothing."""
        if urgency is None:
            return usual
        if urgency <= self.urgent_up_to:
            return Priority.URGENT
        return Priority.BACKGROUND if urgency >= self.background_from else Priority.NORMAL
