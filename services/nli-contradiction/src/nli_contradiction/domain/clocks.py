"""Compares times of one happening: clock against clock, day against day."""

from datetime import timedelta

from nli_contradiction.domain.events import singled_out_apart, window
from nli_contradiction.domain.grounds import Candidate, Ground
from nli_contradiction.domain.moments import clock_gap_minutes, clock_words, moments, without_worded_clocks
from nli_contradiction.domain.policy import Policy
from nli_contradiction.domain.profiles import Profile
from nli_contradiction.domain.scopes import scopes_differ
from nli_contradiction.domain.verdicts import Basis


def conflicting_times(pair: Candidate, policy: Policy) -> Ground | None:
    """A ground where one happening is put at two clock times or on two days."""
    apart = pair.match.places < 0 or singled_out_apart(pair.a, pair.b)
    if apart or scopes_differ(*(without_worded_clocks(side.text) for side in (pair.a, pair.b))):
        return None
    fit = _same_happening(pair)
    if fit < (0.45 if _told_of_one_deed(pair) else 0.5):
        return None
    gap = clock_gap_minutes(_clocks(pair.a), _clocks(pair.b))
    if gap is not None:
        days_differ = pair.a.moments.differ(pair.b.moments)
        if gap <= policy.clock_tolerance_minutes or days_differ or _spans_hours(pair.a) or _spans_hours(pair.b):
            return None
        return Ground(Basis.TEMPORAL, fit, _surfaces(pair.a), _surfaces(pair.b))
    return _days(pair, fit)


def _days(pair: Candidate, fit: float) -> Ground | None:
    if pair.a.head != pair.b.head or not (_names_one_day(pair.a) and _names_one_day(pair.b)):
        return None
    (a_start, a_end), (b_start, b_end) = window(pair.a), window(pair.b)
    if not (a_start and a_end and b_start and b_end) or not (a_end <= b_start or b_end <= a_start):
        return None
    return Ground(Basis.TEMPORAL, fit * 0.9, _surfaces(pair.a), _surfaces(pair.b))


def _names_one_day(profile: Profile) -> bool:
    start, end = window(profile)
    return bool(start and end) and end - start <= timedelta(days=1, minutes=1)  # type: ignore[operator]


def _told_of_one_deed(pair: Candidate) -> bool:
    """Whether what one says happened stands among the other's words."""
    return pair.a.head in pair.b.stems or pair.b.head in pair.a.stems


def _same_happening(pair: Candidate) -> float:
    shared = pair.a.stems & pair.b.stems
    heads = bool(pair.a.head) and pair.a.head == pair.b.head
    crossed = _told_of_one_deed(pair) or (pair.same_subject and pair.one_sort)
    return min(1.0, 0.22 * min(len(shared), 3) + 0.3 * heads + 0.15 * crossed + 0.25 * max(0.0, pair.match.cosine))


def _clocks(profile: Profile) -> frozenset[int]:
    return moments(profile.text).clocks


def _spans_hours(profile: Profile) -> bool:
    """Whether the sentence speaks of a stretch of time, which two clock times can both lie in."""
    return len(_clocks(profile)) > 1


def _surfaces(profile: Profile) -> tuple[str, ...]:
    found = moments(profile.claim.quote.text)
    marks = [f"{day}" for _, day in found.dates]
    return clock_words(profile.claim.quote.text) + tuple(marks) + tuple(day.capitalize() for day in found.weekdays)
