"""Pairs made from training pairs by replacing one word: excluded, opposite, equal or wider words."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from training.lexicon import ANTONYMS, EXCLUSIVE_SETS, HYPERNYMS, SYNONYMS
from training.rows import CONTRADICTION, ENTAILMENT, NEUTRAL, Row, words

_MAX_WORDS = 30
_NEGATED = re.compile(r"\b(not|no|never|none|nobody|nothing|without|n't|neither|nor)\b|n't", re.IGNORECASE)

_EXCLUDED = {word: group for group in EXCLUSIVE_SETS for word in group}
_OPPOSITE = {a: b for pair in ANTONYMS for a, b in (pair, pair[::-1])}
_EQUAL = {a: b for pair in SYNONYMS for a, b in (pair, pair[::-1])}
_WIDER = dict(HYPERNYMS)


def replace_word(text: str, old: str, new: str) -> str:
    """Replace the first whole-word occurrence of `old`, keeping a leading capital."""

    def put(match: re.Match[str]) -> str:
        return new[:1].upper() + new[1:] if match.group()[0].isupper() else new

    return re.sub(rf"\b{re.escape(old)}\b", put, text, count=1, flags=re.IGNORECASE)


def word_edits(pairs: Sequence[Row], limit: int, rng: random.Random) -> list[Row]:
    """At most `limit` rows; a contradiction needs the replaced word in premise and hypothesis alike."""
    made: list[Row] = []
    for pair in rng.sample(pairs, len(pairs)):
        if len(made) >= limit:
            break
        made += _edits_of(pair, rng)
    return made[:limit]


def _edits_of(pair: Row, rng: random.Random) -> list[Row]:
    premise = pair.premise
    if len(premise.split()) > _MAX_WORDS or _NEGATED.search(premise) or _NEGATED.search(pair.hypothesis):
        return []
    hypothesis = pair.hypothesis if pair.label == ENTAILMENT and rng.random() < 0.5 else premise
    shared = [word for word in words(hypothesis) if word in set(words(premise))]
    makers = [_excluded, _excluded, _opposite, _equal, _wider]
    made = rng.choice(makers)(premise, hypothesis, shared, rng)
    return [made] if made else []


def _excluded(premise: str, hypothesis: str, shared: list[str], rng: random.Random) -> Row | None:
    choices = [word for word in shared if word in _EXCLUDED]
    if not choices:
        return None
    word = rng.choice(choices)
    present = set(words(premise))
    others = [other for other in _EXCLUDED[word] if other not in present]
    if not others:
        return None
    return Row(premise, replace_word(hypothesis, word, rng.choice(others)), CONTRADICTION, "edit_excluded")


def _opposite(premise: str, hypothesis: str, shared: list[str], rng: random.Random) -> Row | None:
    present = set(words(premise))
    choices = [word for word in shared if word in _OPPOSITE and _OPPOSITE[word] not in present]
    if not choices:
        return None
    word = rng.choice(choices)
    return Row(premise, replace_word(hypothesis, word, _OPPOSITE[word]), CONTRADICTION, "edit_opposite")


def _equal(premise: str, hypothesis: str, shared: list[str], rng: random.Random) -> Row | None:
    choices = [word for word in shared if word in _EQUAL]
    if not choices:
        return None
    word = rng.choice(choices)
    return Row(premise, replace_word(hypothesis, word, _EQUAL[word]), ENTAILMENT, "edit_equal")


def _wider(premise: str, hypothesis: str, shared: list[str], rng: random.Random) -> Row | None:
    choices = [word for word in shared if word in _WIDER]
    if not choices:
        return None
    word = rng.choice(choices)
    wider = replace_word(hypothesis, word, _WIDER[word])
    if rng.random() < 0.5:
        return Row(premise, wider, ENTAILMENT, "edit_wider")
    return Row(replace_word(premise, word, _WIDER[word]), hypothesis, NEUTRAL, "edit_narrower")


def shortened(pairs: Sequence[Row], limit: int, rng: random.Random) -> list[Row]:
    """Near copies that are no contradictions: a sentence, and itself up to its last comma, either way round."""
    made: list[Row] = []
    for pair in rng.sample(pairs, len(pairs)):
        head, comma, _ = pair.premise.rpartition(",")
        if len(made) >= limit:
            break
        if not comma or len(head.split()) < 7 or len(pair.premise.split()) > 40 or _NEGATED.search(pair.premise):
            continue
        made.append(_cut(pair.premise, head + ".", rng))
    return made


def _cut(whole: str, part: str, rng: random.Random) -> Row:
    draw = rng.random()
    if draw < 0.2:
        return Row(whole, whole, ENTAILMENT, "same_text")
    if draw < 0.7:
        return Row(whole, part, ENTAILMENT, "shortened")
    return Row(part, whole, NEUTRAL, "lengthened")
