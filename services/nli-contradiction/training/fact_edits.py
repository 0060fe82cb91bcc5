"""Pairs made from training pairs by another number or date, by negation, or by pairing strangers."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Sequence

from training.lexicon import MONTHS, NUMBER_WORDS, WEEKDAYS
from training.rows import CONTRADICTION, ENTAILMENT, NEUTRAL, Row, words
from training.word_edits import replace_word

_NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})*(?![\w-]|[.,]\d)|(?<![\w.,-])\d{4}(?![\w-]|[.,]\d)")
_BOUND = re.compile(
    r"\b(at least|at most|up to|more than|less than|over|under|about|around|nearly|almost)\b", re.IGNORECASE
)
_AUXILIARY = re.compile(r"\b(is|was|are|were|has|had|can|will|did|does)\b(?! not)")
_NEGATION = re.compile(r"\b(not|no|never|none|only|fail\w*|neither|nor|without)\b|n't", re.IGNORECASE)
_MAX_WORDS = 36


def changed_facts(pairs: Sequence[Row], limit: int, rng: random.Random) -> list[Row]:
    """Contradictions by another number, month or weekday, and a third as many entailments that keep the fact."""
    made: list[Row] = []
    for pair in rng.sample(pairs, len(pairs)):
        if len(made) >= limit:
            break
        if len(pair.premise.split()) > _MAX_WORDS:
            continue
        text = pair.hypothesis if pair.label == ENTAILMENT and rng.random() < 0.6 else pair.premise
        made += _fact_rows(pair.premise, text, rng)
    return made[:limit]


def _fact_rows(premise: str, text: str, rng: random.Random) -> list[Row]:
    facts = [fact for fact in _facts(text) if re.search(rf"\b{re.escape(fact)}\b", premise)]
    if not facts or _BOUND.search(text):
        return []
    fact = rng.choice(facts)
    other = _other_fact(fact, rng)
    if re.search(rf"\b{re.escape(other)}\b", premise):
        return []
    made = [Row(premise, replace_word(text, fact, other), CONTRADICTION, "edit_fact")]
    if text != premise and rng.random() < 0.35:
        made.append(Row(premise, text, ENTAILMENT, "kept_fact"))
    return made


def _facts(text: str) -> list[str]:
    named = [word for word in (*MONTHS, *WEEKDAYS, *NUMBER_WORDS) if re.search(rf"\b{word}\b", text)]
    return _NUMBER.findall(text) + [word for word in named if word != "May"]


def _other_fact(fact: str, rng: random.Random) -> str:
    for group in (MONTHS, WEEKDAYS, NUMBER_WORDS):
        if fact in group:
            return rng.choice([other for other in group if other not in (fact, "May")])
    value = int(fact.replace(",", ""))
    if len(fact) == 4 and 1000 <= value <= 2100:
        return str(value + rng.choice([-30, -12, -7, -3, -2, -1, 1, 2, 3, 7, 12]))
    factor = rng.choice([0.2, 0.5, 0.7, 1.4, 2.0, 3.0, 10.0])
    changed = max(1, round(value * factor))
    return f"{changed + (changed == value):,}"


def negated(pairs: Sequence[Row], limit: int, rng: random.Random) -> list[Row]:
    """Hypotheses with `not` put in: refuted ones become entailed and entailed ones refuted, half of each.

    Both halves carry the same negation, so that the word alone gives nothing away.
    """
    made: dict[str, list[Row]] = {CONTRADICTION: [], ENTAILMENT: []}
    turned = {CONTRADICTION: ENTAILMENT, ENTAILMENT: CONTRADICTION}
    for pair in rng.sample(pairs, len(pairs)):
        if pair.label not in turned or _NEGATION.search(pair.hypothesis) or len(pair.premise.split()) > 70:
            continue
        hypothesis = _AUXILIARY.sub(r"\1 not", pair.hypothesis, count=1)
        label = turned[pair.label]
        if hypothesis != pair.hypothesis and len(made[label]) < limit // 2:
            made[label].append(Row(pair.premise, hypothesis, label, "negated"))
    return made[CONTRADICTION] + made[ENTAILMENT]


def unrelated(rows: Sequence[Row], limit: int, rng: random.Random) -> list[Row]:
    """Neutral rows: premise and hypothesis of different rows of one file, half of them sharing a rarer word."""
    by_source: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_source[row.source].append(row)
    share = {source: limit * len(group) // len(rows) for source, group in by_source.items()}
    made: list[Row] = []
    for source, group in by_source.items():
        index = _by_rarer_word(group)
        for number in range(share[source]):
            row = rng.choice(group)
            other = _sharing(row, index, rng) if number % 2 else rng.choice(group)
            if other and _overlap(row.hypothesis, other.premise) < 0.5 and other.premise != row.premise:
                made.append(Row(other.premise, row.hypothesis, NEUTRAL, "unrelated"))
    return made


def _by_rarer_word(group: Sequence[Row]) -> dict[str, list[Row]]:
    index: dict[str, list[Row]] = defaultdict(list)
    for row in group:
        for word in {word for word in words(row.premise) if len(word) > 4}:
            index[word].append(row)
    return {word: found for word, found in index.items() if 2 <= len(found) <= max(20, len(group) // 50)}


def _sharing(row: Row, index: dict[str, list[Row]], rng: random.Random) -> Row | None:
    keys = [word for word in words(row.hypothesis) if word in index]
    return rng.choice(index[rng.choice(keys)]) if keys else None


def _overlap(hypothesis: str, premise: str) -> float:
    content = {word for word in words(hypothesis) if len(word) > 3}
    return len(content & set(words(premise))) / max(1, len(content))
