"""Compares places of one happening or of one thing at one time."""

import re

from nli_contradiction.domain.events import apart, times_exclude
from nli_contradiction.domain.grounds import Candidate, Ground
from nli_contradiction.domain.moments import clock_gap_minutes, moments
from nli_contradiction.domain.names import all_atoms, atoms, capitalised
from nli_contradiction.domain.places import Places
from nli_contradiction.domain.policy import Policy
from nli_contradiction.domain.profiles import Profile
from nli_contradiction.domain.verdicts import Basis

_STRETCH = re.compile(r"\b(?:until|till|between|throughout|all (?:day|night|morning|evening|week))\b", re.IGNORECASE)
_PRESENCE = re.compile(
    r"\b(?:(?:was|were|is|are|been|be|being|stayed|remained|stood|seen|filmed|spotted|photographed|moored|anchored|"
    r"docked|parked|landed|held|fought|killed|spent [^.]{1,20}?)\s+(?:\w+\s+)?"
    r"(?:at|in|on|near|off|inside|outside|alongside|within)|"
    r"took place|happened|occurred|came down|crashed|landed|hit|struck)\b",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:was|were|is|are|been|be|being|stayed|remained|stood|spent [^.]{1,20}?)\s+"
    r"(?:(?:still|also|both|all|already|back|home|seen|filmed|spotted|photographed|held|moored|anchored|docked|parked)\s+)*"
    r"(?:at|in|on|near|off|inside|outside|alongside|within)\b",
    re.IGNORECASE,
)
_MEANWHILE = re.compile(
    r"\b(?:in question|at the time|that (?:day|night|morning|afternoon|evening|week)|all (?:day|night|week)|"
    r"throughout|the whole (?:day|night|week|time))\b",
    re.IGNORECASE,
)
_TERRITORY = re.compile(
    r"\b(?:in|inside|within|on|over|from)\s+([A-Z]\w{3,})\s+(?:waters|soil|territory|airspace|side|ground|land)\b|"
    r"\b(?:inside|deep in|well within|(?:metres|kilometres|miles) (?:in|into|inside|within))\s+([A-Z]\w{3,})\b"
)
_STEM_OF_A_COUNTRY = 4
_HAPPENING = re.compile(
    r"\b(?:took place|happened|occurred|came down|crashed|landed|hit|struck|fought|killed)\b", re.IGNORECASE
)


def conflicting_places(pair: Candidate, places: Places, policy: Policy) -> Ground | None:
    """A ground where one subject or happening is put at two places at a time they share."""
    if not (apart(pair.a, pair.b, places) or _on_two_sides_of_a_border(pair)) or times_exclude(pair.a, pair.b, policy):
        return None
    if pair.a.moments.differ(pair.b.moments) or _at_two_clock_times(pair, policy):
        return None
    if not (pair.same_document or _known_to_the_other(pair, places)):
        return None
    fit = max(_same_subject(pair), _one_incident(pair))
    if fit < 0.5:
        return None
    return Ground(Basis.LOCATION, fit, _surfaces(pair.a), _surfaces(pair.b))


def _known_to_the_other(pair: Candidate, places: Places) -> bool:
    """Whether one document names where the other puts it: else two things of one sort happened at two places."""
    mine, theirs = (places.innermost(side.places | side.far_places) for side in (pair.a, pair.b))
    who = (pair.a.names & pair.b.names) - (pair.a.places | pair.b.places)
    return bool(who or mine & pair.b.story or theirs & pair.a.story)


def _territory(text: str) -> frozenset[str]:
    """Countries by the letters a name shares with its adjective: "Rhovian waters", "inside Rhovia"."""
    named = (found for match in _TERRITORY.finditer(text) for found in match.groups() if found)
    return frozenset(name[:_STEM_OF_A_COUNTRY].lower() for name in named)


def _on_two_sides_of_a_border(pair: Candidate) -> bool:
    mine, theirs = _territory(pair.a.text), _territory(pair.b.text)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _one_incident(pair: Candidate) -> float:
    """How surely two voices put one incident on two sides of a border: nearness of wording, and of what happened."""
    if not _on_two_sides_of_a_border(pair):
        return 0.0
    return min(1.0, 0.2 * pair.one_sort + 0.1 * min(len(pair.a.stems & pair.b.stems), 3) + max(0.0, pair.match.cosine))


def _at_two_clock_times(pair: Candidate, policy: Policy) -> bool:
    if _STRETCH.search(pair.a.text) or _STRETCH.search(pair.b.text):
        return False
    mine, theirs = (moments(side.text).clocks for side in (pair.a, pair.b))
    gap = clock_gap_minutes(mine, theirs)
    return len(mine) == len(theirs) == 1 and gap is not None and gap > policy.clock_tolerance_minutes


def _same_subject(pair: Candidate) -> float:
    a, b = pair.a, pair.b
    elsewhere = a.places | b.places
    present = bool(_PRESENCE.search(a.text)), bool(_PRESENCE.search(b.text))
    heads = bool(a.head) and a.head == b.head
    distance = bool(a.places & b.far_places or b.places & a.far_places)
    involved = a.subject in b.core or b.subject in a.core
    who = (a.names & b.names) - elsewhere
    if who and _alibi(pair):
        return 0.8
    one_deed = heads and (bool(who) or pair.same_document or all(present))
    if not (one_deed or (all(present) and _stays(pair)) or (distance and (involved or who))):
        return 0.0
    what = (a.stems & b.stems) - elsewhere
    times = bool(a.moments.dates & b.moments.dates or a.moments.weekdays & b.moments.weekdays)
    shared = 0.3 * bool(who) + 0.12 * min(len(what), 3) + 0.2 * heads + 0.25 * times
    return min(1.0, shared + (0.25 + 0.4 * max(0.0, pair.match.cosine) if distance else 0.0))


def _alibi(pair: Candidate) -> bool:
    """Whether one side says where somebody was, and the other where the same one acted, in a time they share."""
    for stays, acts in ((pair.a, pair.b), (pair.b, pair.a)):
        if not (_STATE.search(stays.text) and acts.places):
            continue
        if (pair.a.period and pair.b.period) or _MEANWHILE.search(stays.claim.quote.text):
            return bool(_opening_names(stays) & _opening_names(acts))
    return False


def _opening_names(profile: Profile) -> frozenset[str]:
    """Telling tokens of the names with which a proposition opens, titles and roles before them included."""
    return all_atoms(capitalised(" ".join(profile.text.split()[:7]), profile.names)) & profile.names


def _stays(pair: Candidate) -> bool:
    """Whether one side says where somebody or something was, or both where one happening took place."""
    stays = any(_STATE.search(side.text) for side in (pair.a, pair.b))
    return stays or all(_HAPPENING.search(side.text) for side in (pair.a, pair.b))


def _surfaces(profile: Profile) -> tuple[str, ...]:
    named = profile.places | profile.far_places
    return tuple(n for n in capitalised(profile.claim.quote.text) if atoms(n) & named)
