"""Judges check-worthiness with logistic weights over hashed n-grams."""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from claim_extraction.domain.features import BUCKETS, features
from service_kit.errors import ErrorKind, ServiceError

BUNDLED = Path(__file__).parent.parent / "models" / "worthiness.npz"


class NgramWorthiness:
    """Weights from a file of training/train_worthiness.py; raises UNAVAILABLE where it is missing or misshapen."""

    name = "worthiness-ngrams"

    def __init__(self, path: Path = BUNDLED) -> None:
        try:
            with np.load(path) as stored:
                self._weights = stored["weights"].astype(np.float32)
                self._bias = float(stored["bias"])
        except (OSError, KeyError, ValueError) as error:
            message = "the check-worthiness weights cannot be read"
            raise ServiceError(ErrorKind.UNAVAILABLE, message, reason="WEIGHTS_UNREADABLE") from error
        if self._weights.shape != (BUCKETS,):
            message = f"the check-worthiness weights must have {BUCKETS} buckets"
            raise ServiceError(ErrorKind.UNAVAILABLE, message, reason="WEIGHTS_UNREADABLE")

    def probabilities(self, sentences: Sequence[str]) -> list[float]:
        """Calibrated probability of each sentence that it is worth checking."""
        return [self._probability(sentence) for sentence in sentences]

    def _probability(self, sentence: str) -> float:
        found = features(sentence)
        buckets = np.fromiter(found.keys(), dtype=np.int64, count=len(found))
        values = np.fromiter(found.values(), dtype=np.float32, count=len(found))
        score = float(self._weights[buckets] @ values) + self._bias
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), 4)
