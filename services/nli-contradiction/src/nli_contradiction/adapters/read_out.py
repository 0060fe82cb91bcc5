"""From logits to calibrated probabilities."""

import numpy as np
from numpy.typing import NDArray

from service_kit.errors import ErrorKind, ServiceError


def probabilities(
    logits: NDArray[np.float32], columns: tuple[int, int | None, int], temperature: float
) -> NDArray[np.float32]:
    """Softmax of logits over `temperature`, shape (rows, 3) in the order entailment, neutral, contradiction.

    A missing neutral class has probability 0. Raises INTERNAL where the model answers something that is no number.
    """
    if not np.isfinite(logits).all():
        raise ServiceError(
            ErrorKind.INTERNAL, "the model answered something that is no number", reason="MODEL_NOT_FINITE"
        )
    scaled = logits.astype(np.float64) / temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    shares = powers / powers.sum(axis=1, keepdims=True)
    ordered = np.zeros((len(logits), 3), np.float32)
    for place, column in enumerate(columns):
        if column is not None:
            ordered[:, place] = shares[:, column]
    ordered /= ordered.sum(axis=1, keepdims=True)
    return ordered
