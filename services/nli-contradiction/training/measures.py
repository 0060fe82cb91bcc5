"""How good and how honest a classifier's probabilities are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.rows import CONTRADICTION, ENTAILMENT, NEUTRAL

ORDER = (ENTAILMENT, NEUTRAL, CONTRADICTION)
Probabilities = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measures:
    """Figures of one file; two-way where it has no neutral rows: the better of entailment and contradiction counts."""

    rows: int
    accuracy: float
    macro_f1: float
    contradiction_precision: float
    contradiction_recall: float
    calibration_error: float
    contradiction_auc: float
    alarm_precision: float


def measure(probabilities: Probabilities, labels: list[str]) -> Measures:
    """Measures of probabilities of shape (rows, 3), in the order entailment, neutral, contradiction."""
    gold = np.array([ORDER.index(label) for label in labels])
    shares = two_way(probabilities) if NEUTRAL not in labels else probabilities
    called = shares.argmax(axis=1)
    alarm = probabilities[:, 2] > 0.5
    return Measures(
        rows=len(gold),
        accuracy=float((called == gold).mean()),
        macro_f1=float(np.mean([_f1(called == label, gold == label) for label in np.unique(gold)])),
        contradiction_precision=_share(gold == 2, called == 2),
        contradiction_recall=_share(called == 2, gold == 2),
        calibration_error=calibration_error(shares.max(axis=1), called == gold),
        contradiction_auc=area_under_roc(probabilities[:, 2], gold == 2),
        alarm_precision=_share(gold == 2, alarm),
    )


def two_way(probabilities: Probabilities) -> Probabilities:
    """Entailment and contradiction scaled to sum to 1, neutral 0."""
    shares = probabilities.copy()
    shares[:, 1] = 0.0
    return shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-12)


def calibration_bins(
    confidence: NDArray[np.float64], right: NDArray[np.bool_], bins: int = 15
) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and count of each filled bin of equal width."""
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    filled = [place == index for index in range(bins) if (place == index).any()]
    return [(float(confidence[part].mean()), float(right[part].mean()), int(part.sum())) for part in filled]


def calibration_error(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Expected calibration error over 15 bins (Guo et al. 2017)."""
    return sum(count * abs(mean - share) for mean, share, count in calibration_bins(confidence, right)) / len(right)


def area_under_roc(scores: NDArray[np.float64], positive: NDArray[np.bool_]) -> float:
    """Probability that a positive row scores above another, ties counting half; NaN where one kind is missing."""
    if positive.all() or not positive.any():
        return float("nan")
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    ups = int(positive.sum())
    return float((ranks[positive].sum() - ups * (ups + 1) / 2) / (ups * (len(scores) - ups)))


def _f1(called: NDArray[np.bool_], gold: NDArray[np.bool_]) -> float:
    return float(2 * (called & gold).sum() / max(1, called.sum() + gold.sum()))


def _share(of: NDArray[np.bool_], among: NDArray[np.bool_]) -> float:
    return float((of & among).sum() / max(1, among.sum()))
