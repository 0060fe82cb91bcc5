"""Trains the judge of check-worthiness from labelled sentences and writes its weights.

Usage: train_worthiness.py FOLDER -o worthiness.npz

FOLDER holds ct24_english.train.jsonl.gz with rows {"text": …, "label": 0 or 1}. One sentence in five is held out by a
hash of its text: half of it sets the calibration and the threshold, the other half is reported. A TF-IDF baseline
is fitted to the same sentences and reported beside the model.
"""

import argparse
import gzip
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from claim_extraction.domain.features import BUCKETS, features

Floats = NDArray[np.float64]
SMOOTHING = 1.0


def read(path: Path) -> tuple[list[str], Floats]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [r["text"] for r in rows], np.array([r["label"] for r in rows], dtype=float)


def fold(text: str) -> int:
    """0 to 7 train, 8 calibrate, 9 report: the same text always lands in the same part."""
    return crc32(b"fold" + text.strip().lower().encode()) % 10


def matrix(texts: Sequence[str], featurise: Callable[[str], dict[int, float]]) -> csr_matrix:
    data, columns, starts = [], [], [0]
    for text in texts:
        row = featurise(text)
        columns += row.keys()
        data += row.values()
        starts.append(len(columns))
    return csr_matrix((data, columns, starts), shape=(len(texts), BUCKETS))


def log_count_ratio(x: csr_matrix, y: Floats) -> Floats:
    """Naive Bayes weights per bucket (Wang and Manning 2012, Baselines and Bigrams)."""
    seen = x.astype(bool).astype(float)
    positive = np.asarray(seen[y > 0].sum(axis=0)).ravel() + SMOOTHING
    negative = np.asarray(seen[y < 1].sum(axis=0)).ravel() + SMOOTHING
    ratio: Floats = np.log((positive / positive.sum()) / (negative / negative.sum()))
    return ratio


def fit(x: csr_matrix, y: Floats, penalty: float) -> tuple[Floats, float]:
    """Logistic regression with an L2 penalty, by L-BFGS."""
    transposed = x.T.tocsr()

    def loss(theta: Floats) -> tuple[float, Floats]:
        z = x @ theta[:-1] + theta[-1]
        p = 1 / (1 + np.exp(-z))
        value = float(np.mean(np.logaddexp(0, z) - y * z) + penalty * theta[:-1] @ theta[:-1])
        slope = (p - y) / len(y)
        return value, np.append(transposed @ slope + 2 * penalty * theta[:-1], slope.sum())

    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return found.x[:-1], float(found.x[-1])


def calibrate(z: Floats, y: Floats) -> tuple[float, float]:
    """Scale and shift of the score so that its logistic is a probability (Platt 1999)."""
    start = np.array([1.0, 0.0])

    def loss(theta: Floats) -> float:
        s = theta[0] * z + theta[1]
        return float(np.mean(np.logaddexp(0, s) - y * s))

    scale, shift = minimize(loss, start, method="Nelder-Mead").x
    return float(scale), float(shift)


def report(name: str, p: Floats, y: Floats, threshold: float) -> dict[str, float]:
    said = p >= threshold
    precision = float(y[said].mean()) if said.any() else 0.0
    recall = float(said[y > 0].mean())
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    result = {
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "ece": calibration_error(p, y),
        "threshold": threshold,
    }
    print(name, {key: round(value, 4) for key, value in result.items()}, file=sys.stderr)
    return result


def calibration_error(p: Floats, y: Floats, bins: int = 10) -> float:
    """Expected calibration error over equally wide bins."""
    which = np.minimum((p * bins).astype(int), bins - 1)
    return sum(
        abs(p[which == b].mean() - y[which == b].mean()) * (which == b).mean()
        for b in range(bins)
        if (which == b).any()
    )


def best_threshold(p: Floats, y: Floats) -> float:
    def f1(threshold: float) -> float:
        said = p >= threshold
        return float(2 * (said * y).sum() / max(1.0, said.sum() + y.sum()))

    return float(max(np.linspace(0.1, 0.7, 61), key=f1))


def tf_idf(texts: Sequence[str]) -> Callable[[str], dict[int, float]]:
    """The baseline's features: words and pairs weighted by inverse document frequency."""

    def grams(text: str) -> list[str]:
        words = re.findall(r"\w\w+", text.lower())
        return words + [f"{a} {b}" for a, b in pairwise(words)]

    frequency = Counter(g for t in texts for g in set(grams(t)))

    def featurise(text: str) -> dict[int, float]:
        row: dict[int, float] = {}
        for gram, count in Counter(grams(text)).items():
            bucket = crc32(gram.encode()) % BUCKETS
            row[bucket] = row.get(bucket, 0.0) + count * (1 + math.log((1 + len(texts)) / (1 + frequency[gram])))
        length = math.sqrt(sum(v * v for v in row.values())) or 1.0
        return {bucket: v / length for bucket, v in row.items()}

    return featurise


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--penalty", type=float, default=3e-5)
    arguments = parser.parse_args()
    texts, labels = read(arguments.folder / "ct24_english.train.jsonl.gz")
    folds = np.array([fold(t) for t in texts])
    train, tune, held = folds < 8, folds == 8, folds == 9
    x = matrix(texts, features)
    ratio = log_count_ratio(x[train], labels[train])
    weights, bias = fit(x[train].multiply(ratio).tocsr(), labels[train], arguments.penalty)
    weights = weights * ratio
    z = x @ weights + bias
    scale, shift = calibrate(z[tune], labels[tune])
    p = 1 / (1 + np.exp(-(scale * z + shift)))
    threshold = best_threshold(p[tune], labels[tune])
    result = report("model", p[held], labels[held], threshold)
    plain = matrix(texts, tf_idf([t for t, kept in zip(texts, train, strict=True) if kept]))
    base, offset = fit(plain[train], labels[train], 2e-5)
    q = 1 / (1 + np.exp(-(plain @ base + offset)))
    baseline = report("tf-idf baseline", q[held], labels[held], best_threshold(q[tune], labels[tune]))
    np.savez_compressed(
        arguments.out,
        weights=(scale * weights).astype(np.float16),
        bias=np.float32(scale * bias + shift),
        threshold=np.float32(threshold),
        held_f1=np.float32(result["f1"]),
        held_ece=np.float32(result["ece"]),
        baseline_f1=np.float32(baseline["f1"]),
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
