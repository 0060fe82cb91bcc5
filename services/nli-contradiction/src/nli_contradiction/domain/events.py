"""Whether two claims speak of one event: participants, places, time, predicate and words together."""

from dataclasses import dataclass
from datetime import UTC, datetime

from nli_contradiction.domain.places import Places
from nli_contradiction.domain.policy import Policy
from nli_contradiction.domain.profiles import Profile
from nli_contradiction.domain.scopes import is_singled_out

NEXT_SENTENCE_CHARACTERS = 12
ONE_SENTENCE_CHARACTERS = 160
_LONGEST_ROLE = 40
_SETTING = frozenset({"in", "at", "on", "after", "before", "during", "near", "from"})


@dataclass(frozen=True, slots=True)
class Match:
    """How far two claims share an event: each part in 0 to 1, -1 where the parts exclude each other."""

    names: float
    words: float
    places: float
    time: float
    predicate: float
    cosine: float
    beside: float = 0.0

    @property
    def score(self) -> float:
        """Weighted agreement in 0 to 1; a part that excludes the other takes away more than agreement gives."""
        raw = 0.24 * self.names + 0.36 * self.words + 0.1 * self.places + 0.08 * self.time + 0.12 * self.predicate
        return max(0.0, min(1.0, raw + 0.3 * max(0.0, self.cosine)))

    @property
    def told_together(self) -> float:
        """The score, raised where one statement follows the other: what stands side by side mostly answers."""
        return min(1.0, self.score + 0.25 * self.beside)


def match(a: Profile, b: Profile, places: Places, cosine: float, policy: Policy) -> Match:
    return Match(
        names=_names(a, b),
        words=shared_share(a.stems, b.stems),
        places=_places(a, b, places),
        time=_time(a, b, policy),
        predicate=_predicate(a, b),
        cosine=cosine,
        beside=beside(a, b),
    )


def beside(a: Profile, b: Profile) -> float:
    """1 where two voices stand in neighbouring sentences, 0.5 with one sentence between, 0 further apart."""
    mine, theirs = a.claim, b.claim
    if mine.document_id != theirs.document_id or mine.quote.part is not theirs.quote.part:
        return 0.0
    if not (mine.cue and theirs.cue) or mine.speaker.name == theirs.speaker.name:
        return 0.0
    first, second = sorted((mine.sentence, theirs.sentence), key=lambda s: s.start)
    gap = second.start - first.end
    if gap < 0 or gap > ONE_SENTENCE_CHARACTERS:
        return 0.0
    return 1.0 if gap <= NEXT_SENTENCE_CHARACTERS else 0.5


def shared_share(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of the smaller set found in the other, damped where the smaller holds fewer than three."""
    least = min(len(a), len(b))
    return len(a & b) / max(least, 3) if least else 0.0


def _names(a: Profile, b: Profile) -> float:
    if not a.names or not b.names:
        return 0.0
    return min(1.0, len(a.names & b.names) / min(len(a.names), len(b.names), 3))


def _places(a: Profile, b: Profile, places: Places) -> float:
    if apart(a, b, places):
        return -1.0
    return 1.0 if a.places and b.places else 0.0


def apart(a: Profile, b: Profile, places: Places) -> bool:
    """Whether the claims name places that exclude each other, or one is far from where the other is."""
    far = bool(a.places & b.far_places or b.places & a.far_places)
    return far or places.exclude(a.places, b.places)


def _predicate(a: Profile, b: Profile) -> float:
    if a.head and a.head == b.head:
        return 1.0
    kind = a.claim.event_type
    if kind and kind not in {"other", "statement"} and kind == b.claim.event_type:
        return 0.7
    return 0.5 if a.head in b.stems or b.head in a.stems else 0.0


def _time(a: Profile, b: Profile, policy: Policy) -> float:
    if times_exclude(a, b, policy):
        return -1.0
    if a.period and b.period:
        return 1.0
    return -0.5 if _days_before_the_other(a, b) > policy.event_window_days else 0.0


def times_exclude(a: Profile, b: Profile, policy: Policy) -> bool:
    """Whether the claims name times apart, or one names a time in another year than the other's document."""
    if a.period and b.period:
        return _apart(window(a), window(b))
    return _days_before_the_other(a, b) > policy.same_story_days


def _days_before_the_other(a: Profile, b: Profile) -> float:
    """How many days the one time named lies before the document of the claim that names none; 0 where it does not."""
    dated, undated = (a, b) if a.period else (b, a)
    end, published = window(dated)[1], undated.context.published_at
    if undated.period or end is None or published is None:
        return 0.0
    return max(0.0, (aware(published) - end).total_seconds() / 86400)


def window(profile: Profile) -> tuple[datetime | None, datetime | None]:
    period = profile.period
    if period is None:
        return None, None
    return (aware(period.start) if period.start else None), (aware(period.end) if period.end else None)


def _apart(a: tuple[datetime | None, datetime | None], b: tuple[datetime | None, datetime | None]) -> bool:
    return bool((a[1] and b[0] and a[1] <= b[0]) or (b[1] and a[0] and b[1] <= a[0]))


def aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def singled_out_apart(a: Profile, b: Profile) -> bool:
    """Whether exactly one of two claims sets its event apart from the others, and not by the time both name."""
    if a.period and b.period and not _apart(window(a), window(b)):
        return False
    return is_singled_out(_said_by_speaker(a)) != is_singled_out(_said_by_speaker(b))


def _said_by_speaker(profile: Profile) -> str:
    """The quote without who opens it: "another neighbour, Ana Ruiz, said" sets no event apart."""
    words, name = profile.claim.quote.text, profile.claim.speaker.name
    at = words.find(name) if name else -1
    opens = 0 <= at <= _LONGEST_ROLE and words.split(" ", 1)[0].lower() not in _SETTING
    return words[at + len(name) :] if opens else words
