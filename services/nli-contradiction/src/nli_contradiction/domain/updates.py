"""Tells a later figure or report that replaces an earlier one from one that contradicts it."""

import re
from datetime import UTC, datetime
from itertools import permutations

from nli_contradiction.domain.amounts import dimension_and_factor
from nli_contradiction.domain.claims import Quantity, SpeakerKind, Stance
from nli_contradiction.domain.figures import counted, slot_fit
from nli_contradiction.domain.grounds import Candidate
from nli_contradiction.domain.listing import mapped
from nli_contradiction.domain.parties import same_speaker
from nli_contradiction.domain.profiles import Profile
from nli_contradiction.domain.verdicts import Update
from nli_contradiction.domain.wording import stem

_LATER = re.compile(
    r"\b(?:now|has (?:now )?(?:risen|climbed|grown|gone up|reached|fallen)|have (?:now )?(?:risen|died)|rose to|"
    r"climbed to|went up to|up from|down from|revised|updated?|bringing|brings|latest|so far|further|raised to)\b",
    re.IGNORECASE,
)
_RISEN = re.compile(r"\b(?:risen|rose|climbed|grown|grew|gone up|went up|jumped|doubled)\b", re.IGNORECASE)
_FALLEN = re.compile(r"\b(?:fallen|fell|dropped|shrunk|shrank|gone down|went down|declined)\b", re.IGNORECASE)
_UNFINISHED = re.compile(r"\b(?:so far|by then|up to now|until now|to date|at this stage|still)\b", re.IGNORECASE)
_MOVING = re.compile(r"\b(?:rising|falling|climbing|dropping|growing|shrinking|spreading)\b", re.IGNORECASE)
_OPEN_ENDED = re.compile(
    r"\b(?:so far|yet|as of|reported|confirmed|to date|(?:has|have) been|at this stage)\b", re.IGNORECASE
)
_CORRECTS = re.compile(r"\b(?:correction|corrects|corrected|an earlier version|misstated|we wrongly)\b", re.IGNORECASE)
_DRIFTING = mapped(
    """killed dead injured wounded missing arrested evacuated displaced infected cases admissions patients burned
    destroyed contained rescued homeless hospital treated detained signatures votes damaged stranded deaths level""",
    stem,
)
_MEASURED_STATE = re.compile(
    r"\b(?:stands? at|stood at|levels?|gauges?|readings?|temperatures?|prices?|depth|measures?|rising|falling|peak)\b",
    re.IGNORECASE,
)
_COUNTING_BODIES = frozenset({SpeakerKind.AGENCY, SpeakerKind.GOVERNMENT, SpeakerKind.UNNAMED, SpeakerKind.UNKNOWN})
_DRIFTING_UNITS = frozenset({"area"})


def update(pair: Candidate) -> Update | None:
    """The update that explains two claims, None where they have to be held against each other."""
    earlier, later = in_order(pair)
    if _CORRECTS.search(later.claim.quote.text) or later.claim.subtype == "correction":
        return Update(earlier.claim.id, later.claim.id, "the later text corrects the earlier one")
    if pair.a.sign > 0 and pair.b.sign > 0:
        return _figure(pair, earlier, later)
    return _report(earlier, later)


def _figure(pair: Candidate, earlier: Profile, later: Profile) -> Update | None:
    fits = [(slot_fit(pair, mine, theirs), mine, theirs) for mine in pair.a.quantities for theirs in pair.b.quantities]
    best = max(fits, key=lambda fit: fit[0], default=None)
    if best is None or best[0] < 0.5:
        return None
    before, after = (best[1], best[2]) if earlier is pair.a else (best[2], best[1])
    if before.value == after.value:
        return None
    for (was, figure), (became, reached) in permutations(((earlier, before), (later, after))):
        if _moved_since(was, became, figure, reached):
            return Update(was.claim.id, became.claim.id, "the one figure is what the other was reached from")
    return _of_figures(pair, earlier, later, before, after)


def _of_figures(pair: Candidate, earlier: Profile, later: Profile, before: Quantity, after: Quantity) -> Update | None:
    said, goes_on = earlier.claim.quote.text, _LATER.search(later.claim.quote.text)
    if _UNFINISHED.search(said) and same_speaker(earlier.claim.speaker, later.claim.speaker):
        return Update(earlier.claim.id, later.claim.id, "the earlier figure was for what had happened by then")
    if _MOVING.search(said) and goes_on:
        return Update(earlier.claim.id, later.claim.id, "the figure was changing when the earlier one was given")
    if _MEASURED_STATE.search(earlier.text) and _MEASURED_STATE.search(later.text) and _on_different_occasions(pair):
        return Update(earlier.claim.id, later.claim.id, "the reading changes with time")
    if goes_on and (_may_replace(earlier, later) or earlier.claim.speaker.is_author):
        return Update(earlier.claim.id, later.claim.id, "the later text gives a new figure for the same count")
    if _drifts(before, earlier) and after.value > before.value and _may_replace(earlier, later):
        return Update(earlier.claim.id, later.claim.id, "the count rose between the two reports")
    return None


def _moved_since(before: Profile, after: Profile, was: Quantity, became: Quantity) -> bool:
    """Reads "has risen to 88" beside "on Friday it stood at 61": both hold, each on its day."""
    words = after.claim.quote.text
    moved = (_RISEN.search(words) and became.value > was.value) or (_FALLEN.search(words) and became.value < was.value)
    days = before.moments.weekdays | before.moments.dates
    return bool(moved) and bool(days) and days.isdisjoint(after.moments.weekdays | after.moments.dates)


def _report(earlier: Profile, later: Profile) -> Update | None:
    """A count that stood at none, and the first case after it."""
    if earlier.claim.stance is not Stance.DENIES or not _OPEN_ENDED.search(earlier.claim.quote.text):
        return None
    if not _may_replace(earlier, later) or not _is_later(earlier, later):
        return None
    if not earlier.core & later.core or later.claim.stance is Stance.DENIES:
        return None
    return Update(earlier.claim.id, later.claim.id, "what had not been reported by then was reported later")


def _drifts(quantity: Quantity, profile: Profile) -> bool:
    of = counted(quantity)
    return bool((of or profile.stems) & _DRIFTING) or dimension_and_factor(quantity.unit)[0] in _DRIFTING_UNITS


def _may_replace(earlier: Profile, later: Profile) -> bool:
    """Whether one speaker, the authors alone, or an author and a public body that counts speak on the two sides."""
    sides = (earlier.claim.speaker, later.claim.speaker)
    authors = sum(speaker.is_author for speaker in sides)
    counts = any(speaker.kind in _COUNTING_BODIES for speaker in sides)
    return authors == 2 or (authors == 1 and counts) or same_speaker(*sides)


def _is_later(earlier: Profile, later: Profile) -> bool:
    return _order(later) > _order(earlier)


def in_order(pair: Candidate) -> tuple[Profile, Profile]:
    """The two sides by the time they were said, then by place in document and request."""
    return (pair.a, pair.b) if _order(pair.a) <= _order(pair.b) else (pair.b, pair.a)


def _order(profile: Profile) -> tuple[datetime, str, int, int]:
    moment = profile.said_at or datetime.min.replace(tzinfo=UTC)
    return moment, profile.claim.document_id, profile.claim.quote.start, profile.index


def _on_different_occasions(pair: Candidate) -> bool:
    """Whether nothing ties two readings to one moment."""
    a, b = pair.a.moments, pair.b.moments
    return not (a.clocks & b.clocks or a.dates & b.dates)
