"""What the decision needs from models: relations between sentences, and vectors for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Pair:
    premise: str
    hypothesis: str


@dataclass(frozen=True, slots=True)
class Score:
    """Calibrated probabilities that sum to 1, and how much of the pair was read."""

    entailment: float
    neutral: float
    contradiction: float
    windows: int = 1
    characters_read: int = 0


class EntailmentModel(Protocol):
    async def score(self, pairs: Sequence[Pair]) -> Sequence[Score]:
        """Scores in the order of the pairs; raises OVERLOADED at once where the queue is full."""
        ...


class Embedder(Protocol):
    async def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows of shape (texts, dimensions); a text without any known token is all zero."""
        ...
