"""Who stands behind a claim, so that one speaker on both sides is recognised."""

import re

from nli_contradiction.domain.claims import Speaker, SpeakerKind
from nli_contradiction.domain.events import aware
from nli_contradiction.domain.grounds import Candidate
from nli_contradiction.domain.listing import listed
from nli_contradiction.domain.names import fold, same_name
from nli_contradiction.domain.profiles import Profile

_PRONOUNS = listed("he she they it we i you who this that his her their its")
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_EARLIER = re.compile(
    r"\b(?:earlier|previously|originally|at first|initially|had (?:said|told|claimed|insisted|promised)|new statement|"
    r"now says|now said)\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"\b(?:(?:on|in) (?:{_DAY}|{_MONTH})|last (?:week|month|year)|\d{{1,2}} (?:{_MONTH}))\b", re.IGNORECASE
)
_LONG_BEFORE = re.compile(rf"\b(?:in (?:{_MONTH})|last (?:month|year|spring|summer|autumn|winter))\b", re.IGNORECASE)
_SMALL = listed("in last on")


def same_speaker(a: Speaker, b: Speaker) -> bool:
    """Whether one bearer, or a body and who speaks for it, stands behind both."""
    if not (_is_named(a) and _is_named(b)) or (a.kind is SpeakerKind.DOCUMENT) != (b.kind is SpeakerKind.DOCUMENT):
        return False
    if same_name(a.name, b.name):
        return not _two_people(a, b)
    return _speaks_for(a, b) or _speaks_for(b, a)


def _is_named(speaker: Speaker) -> bool:
    return not speaker.is_author and fold(speaker.name).strip() not in _PRONOUNS


def on_one_side(a: Speaker, b: Speaker) -> bool:
    """Whether one is another's spokesman, coach or firm, and so no target of that other's denial."""
    return not same_name(a.name, b.name) and (_speaks_for(a, b) or _speaks_for(b, a))


def _speaks_for(person: Speaker, body: Speaker) -> bool:
    if person.kind is SpeakerKind.COURT:
        return False
    if body.kind is SpeakerKind.WITNESS:
        return False
    is_body = not body.affiliation or same_name(body.affiliation, body.name)
    return bool(person.affiliation) and is_body and same_name(person.affiliation, body.name)


def _two_people(a: Speaker, b: Speaker) -> bool:
    """Full names that share the family name only."""
    first_a, first_b = (s.name.split()[:-1] for s in (a, b))
    return bool(a.affiliation and b.affiliation and first_a and first_b) and not (
        same_name(a.affiliation, b.affiliation) or {fold(w) for w in first_a} & {fold(w) for w in first_b}
    )


def said_at_different_times(pair: Candidate) -> bool:
    """Whether the two were said on different occasions: in documents apart in time, or at times the words name."""
    a, b = pair.a, pair.b
    if not pair.same_document and a.context.published_at and b.context.published_at:
        return abs(aware(a.context.published_at) - aware(b.context.published_at)).total_seconds() >= 3600
    if _EARLIER.search(a.claim.quote.text) or _EARLIER.search(b.claim.quote.text):
        return True
    mine, theirs = _occasions(a), _occasions(b)
    if bool(mine) != bool(theirs):
        return any(_LONG_BEFORE.search(_told_when(side)) for side in (a, b))
    return bool(mine and theirs) and mine != theirs


def _told_when(profile: Profile) -> str:
    """The quote without what is claimed in it, as far as the claim uses its words: "told detectives in June that"."""
    claimed = {word.strip(",.").lower() for word in profile.claim.proposition.split()}
    return " ".join(w for w in profile.claim.quote.text.split() if w.strip(",.").lower() not in claimed - _SMALL)


def _occasions(profile: Profile) -> frozenset[str]:
    return frozenset(m.group().lower() for m in _DATED.finditer(profile.claim.quote.text))
