"""Pairs of invented events: a scene says what means the same, what follows, what excludes it, what does not."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from training.rows import CONTRADICTION, ENTAILMENT, NEUTRAL, Row


@dataclass(frozen=True, slots=True)
class Scene:
    """Sentences around one invented event; `beside` neither follows from `same` nor excludes it, read either way."""

    same: Sequence[str]
    against: Sequence[str]
    beside: Sequence[str]
    implied: Sequence[str] = ()


SceneMaker = Callable[[random.Random], Scene]


def news_rows(makers: Sequence[SceneMaker], limit: int, rng: random.Random) -> list[Row]:
    """`limit` rows in equal parts of the three labels, makers taken in turn."""
    made: list[Row] = []
    while len(made) < limit:
        for maker in makers:
            made += _rows(maker(rng), f"news_{maker.__name__}", rng)
    return made[:limit]


def _rows(scene: Scene, source: str, rng: random.Random) -> Iterator[Row]:
    def pick(texts: Sequence[str]) -> str:
        return _varied(rng.choice(texts), rng)

    form = pick(scene.same)
    yield Row(*_either_way(form, pick(scene.against), rng), CONTRADICTION, source)
    follows = [text for text in (*scene.same, *scene.implied) if text != form]
    if follows:
        yield Row(form, pick(follows), ENTAILMENT, source)
    if scene.implied and rng.random() < 0.35:
        yield Row(pick(scene.implied), form, NEUTRAL, source)
    else:
        yield Row(*_either_way(form, pick(scene.beside), rng), NEUTRAL, source)


def _either_way(first: str, second: str, rng: random.Random) -> tuple[str, str]:
    return (first, second) if rng.random() < 0.5 else (second, first)


def _varied(sentence: str, rng: random.Random) -> str:
    """The sentence with a capital and, in most cases, a full stop, as statements and headlines are written."""
    text = sentence[0].upper() + sentence[1:]
    return text if rng.random() < 0.25 else text + "."
