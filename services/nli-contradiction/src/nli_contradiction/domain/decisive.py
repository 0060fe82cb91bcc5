"""Finds the words of either quote on which a clash turns."""

import re
from collections.abc import Sequence

from nli_contradiction.domain.answers import own_words
from nli_contradiction.domain.claims import Span
from nli_contradiction.domain.grounds import Candidate, Ground
from nli_contradiction.domain.profiles import Profile
from nli_contradiction.domain.wording import words

_SAYS_NO = re.compile(
    r"\b(?:(?:no|not|never|any|nobody|nothing|none|neither)\b(?: [\w'\u2019-]+)?|"
    r"(?:den(?:ies|ied|y|ial)|reject(?:s|ed)?|dismiss(?:es|ed)?|rebuff(?:s|ed)?|refut(?:es|ed))\b|"
    r"(?:lies?|false|untrue|wrong|mistaken|fabricat\w+|fake\w*|baseless|unfounded|staged)\b)",
    re.IGNORECASE,
)


def decisive_spans(pair: Candidate, ground: Ground) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Spans in the quotes' parts, at least one per side, in order, never overlapping."""
    return _side(pair.a, pair.b, ground.words_a), _side(pair.b, pair.a, ground.words_b)


def _side(mine: Profile, other: Profile, marks: Sequence[str]) -> tuple[Span, ...]:
    found = _located(mine, marks)
    if not found and mine.sign < 0:
        found = _negations(mine) or _in_own_words(mine) or [s for s in mine.claim.cue_spans if _inside(mine, s)]
    if not found:
        found = _shared(mine, other)
    return _merged(found) or (Span(mine.claim.quote.start, mine.claim.quote.end),)


def _negations(profile: Profile) -> list[Span]:
    """The words that say no, together with the one after each."""
    start = profile.claim.quote.start
    return [Span(start + m.start(), start + m.end()) for m in _SAYS_NO.finditer(profile.claim.quote.text)][:2]


def _in_own_words(profile: Profile) -> list[Span]:
    """What a denier says in other words than a no: "the log is a page of nonsense"."""
    quote, said = profile.claim.quote, own_words(profile).strip(" .,")
    at = quote.text.find(said)
    is_part = bool(said) and at >= 0 and len(said) < len(quote.text)
    return [Span(quote.start + at, quote.start + at + len(said))] if is_part else []


def _inside(profile: Profile, span: Span) -> bool:
    return profile.claim.quote.start <= span.start < span.end <= profile.claim.quote.end


def _located(profile: Profile, marks: Sequence[str]) -> list[Span]:
    quote, lower = profile.claim.quote, profile.claim.quote.text.lower()
    spans = []
    for mark in marks:
        at = lower.find(mark.lower()) if mark.strip() else -1
        if at >= 0:
            spans.append(Span(quote.start + at, quote.start + at + len(mark)))
    return spans


def _shared(profile: Profile, other: Profile) -> list[Span]:
    """The predicate, else the first words that both sides speak of."""
    quote = profile.claim.quote
    spoken = [w for w in words(quote.text) if w.is_content]
    heads = [w for w in spoken if w.stem == profile.head] or [w for w in spoken if w.stem in other.stems]
    return [Span(quote.start + w.start, quote.start + w.end) for w in heads[:3]]


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if merged and span.start <= merged[-1].end + 1:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
