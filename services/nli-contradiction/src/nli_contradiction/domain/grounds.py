"""Grounds on which two claims may exclude each other, and the pair they are found in."""

from dataclasses import dataclass

from nli_contradiction.domain.events import Match
from nli_contradiction.domain.profiles import Profile
from nli_contradiction.domain.verdicts import Basis


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """Two claims to compare, the earlier in the request first, with how far they share an event.

    `through` is the claim a denial answers and the other side is evidence for.
    """

    a: Profile
    b: Profile
    match: Match
    promise: float = 0.0
    through: Profile | None = None

    @property
    def same_document(self) -> bool:
        return self.a.claim.document_id == self.b.claim.document_id

    @property
    def denial(self) -> tuple[Profile, Profile] | None:
        """The denying side and the other, where exactly one side denies and the other puts forward."""
        if self.a.sign * self.b.sign != -1:
            return None
        return (self.a, self.b) if self.a.sign < 0 else (self.b, self.a)

    @property
    def same_subject(self) -> bool:
        """Whether both propositions open with the same noun or name."""
        return bool(self.a.subject) and self.a.subject == self.b.subject

    @property
    def one_sort(self) -> bool:
        """Whether both speak of one sort of event: to arrive and to reach a place are movements."""
        sort = self.a.claim.event_type
        return bool(sort) and sort == self.b.claim.event_type and sort not in {"other", "statement"}

    @property
    def is_linked(self) -> bool:
        return self.b.claim.id in self.a.claim.responds_to or self.a.claim.id in self.b.claim.responds_to


@dataclass(frozen=True, slots=True)
class Ground:
    """Why both cannot hold: `strength` in 0 to 1, and the words on either side that decide it."""

    basis: Basis
    strength: float
    words_a: tuple[str, ...] = ()
    words_b: tuple[str, ...] = ()
    needs_model: bool = False
