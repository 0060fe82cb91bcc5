"""Compares places of one happening or of one thing at one time."""

import re

from nli_contradiction.domain.events import times_exclude
from nli_contradiction.domain.grounds import Candidate, Ground
from nli_contradiction.domain.listing import listed
from nli_contradiction.domain.names import atoms, capitalised
from nli_contradiction.domain.places import Places
from nli_contradiction.domain.policy import Policy
from nli_contradiction.domain.profiles import Profile
from nli_contradiction.domain.verdicts import Basis

_BEING_SOMEWHERE = listed(
    """be moor dock anchor stand stay sit lie happen land crash hit strike film see spend wait park berth locat come
    tak alongside remain"""
)
_DISTANCE = re.compile(
    r"\b(?:miles?|kilomet(?:re|er)s?|km|metres?|meters?)\s+(?:from|off|inside|outside|away|north|south|east|west)\b"
)


def conflicting_places(pair: Candidate, places: Places, policy: Policy) -> Ground | None:
    """A ground where one subject or happening is put at two places at a time they share."""
    if not places.exclude(pair.a.places, pair.b.places) or times_exclude(pair.a, pair.b, policy):
        return None
    if pair.a.moments.differ(pair.b.moments):
        return None
    fit = _same_subject(pair)
    if fit < 0.5:
        return None
    return Ground(Basis.LOCATION, fit, _surfaces(pair.a), _surfaces(pair.b))


def _same_subject(pair: Candidate) -> float:
    a, b = pair.a, pair.b
    elsewhere = a.places | b.places
    who = (a.names & b.names) - elsewhere
    what = (a.stems & b.stems) - elsewhere
    somewhere = a.head in _BEING_SOMEWHERE and b.head in _BEING_SOMEWHERE
    heads = bool(a.head) and (a.head == b.head or somewhere)
    times = bool(a.moments.dates & b.moments.dates or a.moments.weekdays & b.moments.weekdays)
    distance = bool(_DISTANCE.search(a.text) or _DISTANCE.search(b.text))
    return min(1.0, 0.3 * bool(who) + 0.12 * min(len(what), 3) + 0.2 * heads + 0.25 * times + 0.15 * distance)


def _surfaces(profile: Profile) -> tuple[str, ...]:
    return tuple(n for n in capitalised(profile.claim.quote.text) if atoms(n) & profile.places)
