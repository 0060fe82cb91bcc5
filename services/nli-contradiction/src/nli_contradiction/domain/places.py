"""Places: which contain which as far as the claims themselves tell, and which exclude each other."""

import re
from collections.abc import Iterable
from itertools import pairwise

from nli_contradiction.domain.claims import Claim
from nli_contradiction.domain.names import CALENDAR, all_atoms, atoms, capitalised

_PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})
_IN = re.compile(
    r"\b(?:at|in|on|near|inside|outside|off|from|to)\s+(?:(?:the|an?|its|their)\s+)?((?:[A-Z][\w'\u2019-]+\s?){1,4})"
)
_DATELINE = re.compile(r"\b([A-Z][\w'\u2019-]+), ([A-Z][\w'\u2019-]+)\b")
_FAR = re.compile(
    r"\b(?:miles?|kilomet(?:re|er)s?|km|met(?:re|er)s?)\s+(?:off|from|away\s+from|outside|north\s+of|south\s+of|east\s+of|west\s+of)"
    r"\s+(?:the\s+)?((?:[A-Z][\w'\u2019-]+\s?){1,4})"
)


class Places:
    """Containment learnt from claims that name a place together with the larger ones around it."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._larger: dict[str, set[str]] = {}
        for claim in claims:
            chains = [claim.places, *(match.groups() for match in _DATELINE.finditer(claim.quote.text))]
            for inner, outer in (pair for chain in chains for pair in pairwise(map(atoms, chain))):
                for token in inner:
                    self._larger.setdefault(token, set()).update(outer - inner)

    def around(self, named: frozenset[str]) -> frozenset[str]:
        """The places named and all known to contain them."""
        found, queue = set(named), list(named)
        while queue:
            fresh = self._larger.get(queue.pop(), set()) - found
            found |= fresh
            queue.extend(fresh)
        return frozenset(found)

    def exclude(self, a: frozenset[str], b: frozenset[str]) -> bool:
        """Whether both name places, and none of the innermost of one lies in, or is, a place of the other."""
        mine, theirs = self.innermost(a), self.innermost(b)
        if not mine or not theirs:
            return False
        return not (self.around(mine) & theirs) and not (self.around(theirs) & mine)

    def innermost(self, named: frozenset[str]) -> frozenset[str]:
        """The places named without those that only say where another of them lies: the town, not its country."""
        outer = frozenset().union(*(self.around(frozenset({name})) - {name} for name in named))
        return named - outer or named


def places_of(claim: Claim) -> frozenset[str]:
    """Telling tokens of the places a claim happens at."""
    named = list(claim.places) or [
        e.text for e in claim.entities if e.type in _PLACE_TYPES and e.role in {"place", "other"}
    ]
    return all_atoms(named)


def places_in_words(text: str) -> frozenset[str]:
    """Telling tokens of capitalised names that follow a preposition of place."""
    names = set(capitalised(text))
    found = [match[1].strip() for match in _IN.finditer(text)]
    return all_atoms(name for name in found if any(name in run for run in names)) - CALENDAR


def places_far_off(text: str) -> frozenset[str]:
    """Telling tokens of places that a sentence names only to say how far away they are."""
    return all_atoms(match[1].strip() for match in _FAR.finditer(text)) - CALENDAR
