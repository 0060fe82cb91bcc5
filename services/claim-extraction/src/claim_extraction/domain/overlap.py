"""How much two propositions or phrases speak of the same thing, by the stems of their content words."""

import re
from collections.abc import Iterable

from claim_extraction.domain.tokens import Token
from claim_extraction.domain.wordlists import word_set

NAME_CHARACTERS = 8
STEM_CHARACTERS = 5
_LIGHT = word_set(
    "be have do make take get go say tell there not no the any some other one person people thing day week year time"
)
_ENDING = re.compile(r"(?:ian|ean|an|ese|ish|ia|ea|i|a|e|n)?s?$")
_DIRECTIONS = ("north", "south", "east", "west", "new")
_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT"})


def stem(lemma: str) -> str:
    return lemma.lower()[:STEM_CHARACTERS]


def long_stem(word: str) -> str:
    """A name without the ending of its people or place: "korea" and "korean" agree, "fenmark" and "fenmarch" do not."""
    direction = next((d for d in _DIRECTIONS if word.startswith(d) and len(word) > len(d) + 2), "")
    rest = word[len(direction) :]
    bare = _ENDING.sub("", rest)
    return direction + (bare if len(bare) >= 3 else rest)[:NAME_CHARACTERS]


def content_stems(tokens: Iterable[Token]) -> frozenset[str]:
    """Stems of nouns, names, verbs, adjectives and numbers, light words left out."""
    return frozenset(
        stem(t.lemma)
        for t in tokens
        if t.pos in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"} and t.lemma not in _LIGHT and len(t.lemma) > 1
    )


def joined(words: Iterable[str]) -> list[str]:
    """Words with a direction glued to the name it belongs to: "north korea" is one word."""
    found: list[str] = []
    for word in words:
        if found and found[-1] in _DIRECTIONS:
            found[-1] += word
        else:
            found.append(word)
    return found


def name_stems(tokens: Iterable[Token]) -> frozenset[str]:
    """Stems of words that belong to names."""
    return frozenset(long_stem(w) for w in joined(t.lemma for t in tokens if t.entity in _NAMED or t.pos == "PROPN"))


def word_stems(text: str) -> frozenset[str]:
    words = [
        w.strip(".,'\u2019").removesuffix("'s").removesuffix("\u2019s").lower()
        for w in text.split()
        if w[:1].isupper() and len(w) > 2
    ]
    return frozenset(long_stem(w) for w in joined(words))


def f1(a: frozenset[str], b: frozenset[str]) -> float:
    """Harmonic mean of the shares that two sets have in common, 0 to 1."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
