"""Words of a sentence: where they stand and the stem that inflections and close synonyms share."""

import re
from dataclasses import dataclass
from functools import lru_cache

from nli_contradiction.domain.families import FAMILY_OF, IRREGULAR
from nli_contradiction.domain.listing import listed

WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:['\u2019-][^\W_]+)*")

STOP_WORDS = listed(
    """get gets got getting want wants wanted two three four five six seven eight nine ten eleven twelve million
    billion thousand hundred dozen percent cent a about above after again against all also am an and any are as at
    be because been before being below between both but by can could did do does doing down during each either
    else ever every few for from further had has have having he her here hers herself him himself his how i if in
    into is it its itself just last least less like made make many may me might more most much must my myself near
    neither never new next no nobody none nor not nothing now of off on once one only onto or other our ours out
    over own per put same says said say saying shall she should since so some still such than that the their
    theirs them themselves then there these they this those though through to told too under until up upon us very
    was we were what when where which while who whom whose why will with within without would yes yet you your
    yours mr mrs ms dr according t s re ve ll d m"""
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, its lower case, its stem, and its half-open place in the text."""

    text: str
    lower: str
    stem: str
    start: int
    end: int

    @property
    def is_content(self) -> bool:
        return self.lower not in STOP_WORDS

    @property
    def is_number(self) -> bool:
        return self.lower[0].isdigit()


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[Word, ...]:
    return tuple(_split(text))


def _split(text: str) -> list[Word]:
    found = []
    for match in WORD.finditer(text):
        surface = match.group()
        lower = surface.lower().replace("\u2019", "'")
        lower = lower.removesuffix("'s")
        found.append(Word(surface, lower, stem(lower), match.start(), match.end()))
    return found


def content_stems(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning, figures left out."""
    return frozenset(w.stem for w in words(text) if w.is_content and not w.is_number)


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """A stem shared by inflections, plain nominalisations and close synonyms; no dictionary form."""
    root = _strip(IRREGULAR.get(word, word))
    return FAMILY_OF.get(word) or _FAMILY_OF_ROOT.get(root) or root


def _strip(word: str) -> str:
    if len(word) <= 3 or not word.isalpha():
        return word
    if word.endswith("ies"):
        return _tail(f"{word[:-3]}y")
    for ending in ("ings", "ing", "ed", "es", "s"):
        if word.endswith(ending) and not word.endswith("ss"):
            return _tail(_undouble(word[: -len(ending)], word))
    return _tail(word)


def _undouble(base: str, word: str) -> str:
    if len(base) < 3:
        return word.rstrip("s") if word.endswith("s") else f"{base}e"
    if base[-1] == base[-2] and base[-1] not in "ls":
        return base[:-1]
    return base


def _tail(base: str) -> str:
    for ending in ("ment", "ations", "ation", "ion", "ate"):
        if base.endswith(ending) and len(base) - len(ending) >= 4:
            return base[: -len(ending)]
    if base.endswith("at") and len(base) >= 6:
        return base[:-2]
    return base[:-1] if base.endswith("e") and len(base) > 3 else base


_FAMILY_OF_ROOT = {_strip(member): family for member, family in FAMILY_OF.items()}
