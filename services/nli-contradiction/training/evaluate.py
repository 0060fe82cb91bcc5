"""Command line that measures model folders on labelled files: `python -m training.evaluate DATA --model FOLDER …`."""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from nli_contradiction.adapters.onnx_model import OnnxPairModel, load_onnx_model
from training.measures import ORDER, calibration_bins, measure
from training.onnx_scores import scores
from training.rows import NEUTRAL, Row, data_files, read_rows

_ALARM = 0.5


def main() -> None:
    """Print one line of JSON per model and file, and write all of them where `--out` says."""
    options = _options()
    models = {folder.name: load_onnx_model(folder, options.threads) for folder in options.model}
    measured: list[dict[str, Any]] = []
    for name, path in data_files(options.data).items():
        rows = sample(read_rows(path), options.rows)
        measured += [entry for model in models for entry in [_measured(model, models, name, rows)]]
        for entry in measured[-len(models) :]:
            print(json.dumps(entry), flush=True)
    if options.out:
        options.out.write_text(json.dumps(measured, indent=1) + "\n")


def sample(rows: list[Row], count: int) -> list[Row]:
    """The first `count` rows in an order shuffled with a fixed seed."""
    return random.Random(0).sample(rows, len(rows))[:count]


def _measured(name: str, models: dict[str, OnnxPairModel], file: str, rows: list[Row]) -> dict[str, Any]:
    probabilities = scores(models[name], rows)
    labels = [row.label for row in rows]
    entry: dict[str, Any] = {"model": name, "file": file, **asdict(measure(probabilities, labels))}
    entry["unrelated_alarms"] = unrelated_alarms(models[name], rows[:300])
    if NEUTRAL in labels:
        gold = np.array([ORDER.index(label) for label in labels])
        entry["bins"] = calibration_bins(probabilities.max(axis=1), probabilities.argmax(axis=1) == gold)
    return {key: round(value, 4) if isinstance(value, float) else value for key, value in entry.items()}


def unrelated_alarms(model: OnnxPairModel, rows: list[Row]) -> float:
    """Share of pairs with another row's premise that are called contradictions at the default threshold."""
    premises = [row.premise for row in rows]
    moved = [
        Row(premise, row.hypothesis, NEUTRAL, row.source)
        for premise, row in zip(premises[7:] + premises[:7], rows, strict=True)
    ]
    strangers = [row for row, own in zip(moved, premises, strict=True) if row.premise != own]
    return float((scores(model, strangers)[:, 2] > _ALARM).mean())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of {premise, hypothesis, label} files")
    parser.add_argument("--model", type=Path, action="append", required=True, help="model folder; may be repeated")
    parser.add_argument("--rows", type=int, default=3_000, help="rows of each file at most")
    parser.add_argument("--out", type=Path, help="JSON file to write")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
