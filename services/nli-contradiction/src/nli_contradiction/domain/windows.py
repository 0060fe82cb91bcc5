"""Reading what is longer than the model: overlapping spans of tokens, and one score from the scores of the windows."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

OVERLAP_SHARE = 0.25


def spans(length: int, size: int) -> list[tuple[int, int]]:
    """Half-open spans of at most `size` tokens that cover `length` tokens and overlap by a quarter, evenly spread.

    A sentence of at most a quarter of `size` stands whole in one of them.
    """
    if length <= size:
        return [(0, length)]
    step = size - max(1, int(size * OVERLAP_SHARE)) if size > 1 else 1
    count = 1 + -(-(length - size) // step)
    return [(start, start + size) for start in (round(index * (length - size) / (count - 1)) for index in range(count))]


def shares(premise_tokens: int, hypothesis_tokens: int, capacity: int) -> tuple[int, int]:
    """Tokens of premise and hypothesis per window: the hypothesis stays whole up to half of `capacity`.

    Where the premise is cut, its parts have at most half of `capacity`, so that one sentence among many still decides.
    """
    if premise_tokens + hypothesis_tokens <= capacity:
        return max(1, premise_tokens), max(1, hypothesis_tokens)
    half = capacity // 2
    hypothesis = min(hypothesis_tokens, max(half, capacity - premise_tokens))
    return min(capacity - hypothesis, max(1, half)), hypothesis


def joined(probabilities: NDArray[np.float32], hypothesis_parts: int) -> tuple[float, float, float]:
    """One (entailment, neutral, contradiction) from windows of shape (windows, 3), parts of one hypothesis together.

    Any premise window may entail or contradict a part of the hypothesis: the largest counts. The hypothesis is
    contradicted where any of its parts is, and entailed only where all are. Where both exceed 1 together they share it.
    """
    cube = probabilities.astype(np.float64).reshape(hypothesis_parts, -1, 3)
    if len(probabilities) == 1:
        entailment, neutral, contradiction = cube[0, 0].tolist()
        return entailment, neutral, contradiction
    entailment = float(cube[:, :, 0].max(axis=1).min())
    contradiction = float(cube[:, :, 2].max())
    whole = max(1.0, entailment + contradiction)
    entailment, contradiction = entailment / whole, contradiction / whole
    return entailment, max(0.0, 1.0 - entailment - contradiction), contradiction


def padded(rows: Sequence[Sequence[int]], fill: int) -> NDArray[np.int64]:
    """Rows of different lengths as one array of shape (rows, longest)."""
    array = np.full((len(rows), max(map(len, rows))), fill, np.int64)
    for row, values in zip(array, rows, strict=True):
        row[: len(values)] = values
    return array
