"""A model and an embedder whose answers tests set."""

import re
import zlib
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from nli_contradiction.domain.entailment import Pair, Score

NEUTRAL = Score(0.05, 0.9, 0.05)
ENTAILS = Score(0.94, 0.04, 0.02)
CONTRADICTS = Score(0.02, 0.05, 0.93)


class FakeEntailmentModel:
    """Answers what it was told, else `default`, and remembers every batch it saw."""

    def __init__(self, answers: Mapping[tuple[str, str], Score] | None = None, default: Score = NEUTRAL) -> None:
        self.answers = dict(answers or {})
        self.default = default
        self.batches: list[list[Pair]] = []

    async def score(self, pairs: Sequence[Pair]) -> Sequence[Score]:
        self.batches.append(list(pairs))
        return [self.answers.get((p.premise, p.hypothesis), self.default) for p in pairs]

    @property
    def asked(self) -> list[Pair]:
        return [pair for batch in self.batches for pair in batch]


class FakeEmbedder:
    """Unit vectors from hashed words, so that sentences with common words lie close."""

    def __init__(self, dimensions: int = 64) -> None:
        self.dimensions = dimensions

    async def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                rows[row, zlib.crc32(word.encode()) % self.dimensions] += 1.0
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(np.divide(rows, np.maximum(norms, 1e-9)), dtype=np.float32)
