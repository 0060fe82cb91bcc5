"""Probabilities of many rows from an exported model, by the service's own adapter."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TextIO

import numpy as np

from nli_contradiction.adapters.onnx_model import OnnxPairModel
from nli_contradiction.domain.entailment import Pair
from nli_contradiction.domain.windows import joined
from training.measures import Probabilities
from training.rows import Row

_BATCH_WINDOWS = 16


def scores(model: OnnxPairModel, rows: Sequence[Row], progress: TextIO = sys.stderr) -> Probabilities:
    """Shape (rows, 3) in the order entailment, neutral, contradiction; long pairs read in windows and joined."""
    readings = model.read([Pair(row.premise, row.hypothesis) for row in rows])
    windows = [window for reading in readings for window in reading.windows]
    order = sorted(range(len(windows)), key=lambda index: len(windows[index].ids))
    flat = np.zeros((len(windows), 3), np.float32)
    for start in range(0, len(order), _BATCH_WINDOWS):
        part = order[start : start + _BATCH_WINDOWS]
        flat[part] = model.forward([windows[index] for index in part])
        if start % 1_024 == 0:
            progress.write(f"\r{start}/{len(order)}")
    progress.write("\r")
    ends = np.cumsum([len(reading.windows) for reading in readings])
    return np.array(
        [
            joined(flat[end - len(reading.windows) : end], reading.hypothesis_parts)
            for reading, end in zip(readings, ends, strict=True)
        ]
    )
