"""How much two propositions or phrases speak of the same thing, by the stems of their content words."""

from collections.abc import Iterable

from claim_extraction.domain.tokens import Token

STEM_CHARACTERS = 5
_LIGHT = frozenset(
    ["be", "have", "do", "make", "take", "get", "go", "say", "tell", "there", "not", "no", "the", "any", "some", "other", "one", "person", "people", "thing", "day", "week", "year", "time"]
)
_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT"})


def stem(lemma: str) -> str:
    return lemma.lower()[:STEM_CHARACTERS]


def content_stems(tokens: Iterable[Token]) -> frozenset[str]:
    """Stems of nouns, names, verbs, adjectives and numbers, light words left out."""
    return frozenset(
        stem(t.lemma)
        for t in tokens
        if t.pos in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"} and t.lemma not in _LIGHT and len(t.lemma) > 1
    )


def name_stems(tokens: Iterable[Token]) -> frozenset[str]:
    """Stems of words that belong to names."""
    return frozenset(stem(t.lemma) for t in tokens if t.entity in _NAMED or t.pos == "PROPN")


def word_stems(text: str) -> frozenset[str]:
    return frozenset(stem(w.strip(".,'’")) for w in text.split() if w[:1].isupper() and len(w) > 2)


def f1(a: frozenset[str], b: frozenset[str]) -> float:
    """Harmonic mean of the shares that two sets have in common, 0 to 1."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
