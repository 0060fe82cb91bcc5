"""Finds what makes two assertions of one event opposite: a word, a negation, another doer, another cause."""

import re

from nli_contradiction.domain.events import singled_out_apart
from nli_contradiction.domain.grounds import Candidate, Ground
from nli_contradiction.domain.listing import mapped
from nli_contradiction.domain.names import all_atoms, same_name
from nli_contradiction.domain.opposites import opposed_words
from nli_contradiction.domain.parties import same_speaker
from nli_contradiction.domain.profiles import Profile
from nli_contradiction.domain.verdicts import Basis
from nli_contradiction.domain.wording import content_stems, stem, words

_WITHOUT = re.compile(r"\bwithout (?:any |a |an |the |his |her |their )?([\w-]+)", re.IGNORECASE)
_DOERS = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_IDENTIFIED = re.compile(
    r"\b(?:was|were|is|been) (?:\w+ by )?(?:(?:the|a|an|his|her|their) (?:[\w-]+ ){1,3})?,? ?"
    r"(?P<who>[A-Z][\w\u2019'-]+(?: [A-Z][\w\u2019'-]+)+)"
)
_SORTS = mapped("animal bird fish plant tree crop victim vessel ship aircraft vehicle building disaster accident", stem)
_CAUSES = "ignited|caused?|led to|triggered|sparked|started|set off|brought about|(?:is|was|were) to blame for|killed"
_CAUSED = "ignited|caused|triggered|sparked|started|set off|brought about|killed"
_CAUSE_FIRST = re.compile(
    rf"^(?P<cause>.+?)\s+(?:had\s+|has\s+|have\s+)?(?:{_CAUSES})\s+(?P<effect>.+)$", re.IGNORECASE
)
_EFFECT_FIRST = re.compile(
    rf"^(?P<effect>.+?)\s+(?:(?:was|were|is|are|been)\s+(?:{_CAUSED})\s+by|because(?:\s+of)?|due to|resulted from|"
    r"(?:(?:was|is)\s+the|as\s+a)\s+result\s+of)\s+(?P<cause>.+)$",
    re.IGNORECASE,
)
_SUFFERED = re.compile(r"\b(?:is|are|was|were|be|been|being|get|got)$", re.IGNORECASE)


def contrast(pair: Candidate) -> Ground | None:
    """The strongest sign of opposition between two claims put forward, for the model to confirm."""
    if pair.match.places < 0:
        return None
    return _cause(pair) or _doer(pair) or _named(pair) or _negation(pair) or _antonym(pair)


def _antonym(pair: Candidate) -> Ground | None:
    found = opposed_words(pair.a.text, pair.b.text)
    if not found:
        return None
    rest = (pair.a.stems & pair.b.stems) - {w.stem for w in found}
    if not rest:
        return None
    strength = min(1.0, 0.45 + 0.12 * min(len(rest), 3) + 0.15 * pair.same_subject)
    one_voice = same_speaker(pair.a.claim.speaker, pair.b.claim.speaker) and bool(pair.a.names & pair.b.names)
    is_plain = pair.same_subject or one_voice or len(rest & pair.a.core & pair.b.core) >= 2
    return Ground(Basis.ANTONYM, strength, (found[0].text,), (found[1].text,), needs_model=not is_plain)


def _negation(pair: Candidate) -> Ground | None:
    lacking = _lacking(pair)
    if lacking is not None:
        return lacking
    if pair.a.is_negated == pair.b.is_negated or pair.match.words < 0.5:
        return None
    return Ground(Basis.NEGATION, 0.4 + 0.4 * pair.match.words, needs_model=True)


def _lacking(pair: Candidate) -> Ground | None:
    """One side says that something was missing which the other side says there was."""
    for mine, theirs in ((pair.a, pair.b), (pair.b, pair.a)):
        found = _WITHOUT.search(mine.text)
        missing = content_stems(found[1]) if found else frozenset()
        if found and missing & theirs.stems and not theirs.is_negated:
            marks = ((found[0],), tuple(w.text for w in words(theirs.text) if w.stem in missing))
            left, right = marks if mine is pair.a else marks[::-1]
            return Ground(Basis.NEGATION, 0.9, left, right, needs_model=pair.match.words < 0.5)
    return None


def _doer(pair: Candidate) -> Ground | None:
    mine, theirs = (_agents(p) for p in (pair.a, pair.b))
    if not mine or not theirs or pair.a.head != pair.b.head or not pair.a.head:
        return None
    if any(same_name(x, y) for x in mine for y in theirs):
        return None
    doers = all_atoms([*mine, *theirs])
    shared = (pair.a.stems & pair.b.stems) - doers - {pair.a.head}
    if len(shared) < 1:
        return None
    one_deed = len(shared & pair.a.core & pair.b.core) >= 2 or (len(shared) >= 2 and pair.match.beside > 0)
    strength = min(1.0, 0.45 + 0.15 * len(shared))
    return Ground(Basis.IDENTITY, strength, tuple(mine), tuple(theirs), needs_model=not one_deed)


def _named(pair: Candidate) -> Ground | None:
    """Two people named as the one who did it or was it: "was driven by A. B.", "the author was C. D."."""
    found = [match["who"] for side in (pair.a, pair.b) if (match := _IDENTIFIED.search(side.text))]
    if len(found) < 2:
        return None
    mine, theirs = found
    rest = (pair.a.stems & pair.b.stems) - all_atoms([mine, theirs])
    if not rest or same_name(mine, theirs) or pair.a.is_negated != pair.b.is_negated:
        return None
    return Ground(Basis.IDENTITY, min(1.0, 0.5 + 0.15 * len(rest)), (mine,), (theirs,), needs_model=True)


def _agents(profile: Profile) -> list[str]:
    """Who acts by name; not whoever only owns the doer, as in "Ruiz's deputy"."""
    found = [e.text for e in profile.claim.entities if e.role == "agent" and e.type in _DOERS]
    owners = {name for name in found if re.search(rf"{re.escape(name)}['\u2019]s?\b", profile.claim.proposition)}
    return [name for name in found if name not in owners] or found


def _cause(pair: Candidate) -> Ground | None:
    if pair.match.places < 0 or pair.match.time <= -1.0 or singled_out_apart(pair.a, pair.b):
        return None
    mine, theirs = cause_and_effect(pair.a.text), cause_and_effect(pair.b.text)
    if mine is None or theirs is None:
        return None
    (cause_a, effect_a), (cause_b, effect_b) = mine, theirs
    effect = content_stems(effect_a) & content_stems(effect_b) or _by_its_sort(pair, effect_a, effect_b)
    told = (content_stems(cause_a), content_stems(cause_b))
    if _one_cause(*told) or not (effect or pair.match.beside == 1.0):
        return None
    return Ground(Basis.CAUSAL, min(1.0, 0.55 + 0.15 * len(effect)), (cause_a,), (cause_b,))


def _one_cause(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether half of what the shorter names stands in the other: a "light" that burned is no light that was set."""
    return 2 * len(mine & theirs) >= max(1, min(len(mine), len(theirs)))


def _by_its_sort(pair: Candidate, *effects: str) -> frozenset[str]:
    """Reads "the trees" as the larches, where both say what killed them."""
    sorts = frozenset().union(*(_SORTS & content_stems(effect) for effect in effects))
    return sorts if pair.a.head == pair.b.head else frozenset()


def cause_and_effect(text: str) -> tuple[str, str] | None:
    """What a sentence names as cause and as effect, None where it explains nothing."""
    found = _EFFECT_FIRST.match(text.rstrip(". ")) or _CAUSE_FIRST.match(text.rstrip(". "))
    return (found["cause"], found["effect"]) if found and not _SUFFERED.search(found["cause"]) else None
