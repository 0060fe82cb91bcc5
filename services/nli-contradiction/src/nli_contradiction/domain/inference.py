"""What the engine needs of a pair classifier: reading text into windows, and one forward pass over windows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from nli_contradiction.domain.entailment import Pair


@dataclass(frozen=True, slots=True)
class Window:
    """Token ids of one model pass with their segment ids, both of the same length."""

    ids: tuple[int, ...]
    segments: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A pair cut into windows: each part of the hypothesis beside each part of the premise, in that order."""

    windows: tuple[Window, ...]
    hypothesis_parts: int
    characters_read: int


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Which model answers: `sha256` covers its files, `max_tokens` is the longest pass, `device` where it runs."""

    name: str
    sha256: str
    max_tokens: int
    device: str


class PairModel(Protocol):
    """A three-class pair classifier; both methods block and may be called from any one thread at a time."""

    @property
    def identity(self) -> ModelIdentity: ...

    def read(self, pairs: Sequence[Pair]) -> Sequence[Reading]:
        """Tokenise pairs, cutting those too long for one pass into overlapping windows."""
        ...

    def forward(self, windows: Sequence[Window]) -> NDArray[np.float32]:
        """Probabilities of shape (windows, 3) in the order entailment, neutral, contradiction; never NaN."""
        ...
