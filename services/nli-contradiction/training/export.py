"""Command line that turns a finished run into a model folder: `python -m training.export RUN --out FOLDER`."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from transformers import AutoModelForSequenceClassification

from nli_contradiction.adapters.onnx_model import load_onnx_model
from training.graph import BertGraph
from training.measures import ORDER, Probabilities
from training.onnx_scores import scores
from training.rows import Row, read_rows, sha256_of

MAX_TOKENS = 128
_GENERATED = ("edit_", "kept_", "news_", "negated", "unrelated", "shortened", "lengthened", "same_text")
_CALIBRATION_ROWS = 3_000


def main() -> None:
    """Write graph, tokeniser, config and manifest; then fit the temperature on held-out rows and write it too."""
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    write_graph(options.run / "model", options.out, quantised=not options.fp32)
    manifest = {
        "name": options.name,
        "max_tokens": MAX_TOKENS,
        "temperature": 1.0,
        "precision": "fp32" if options.fp32 else "int8",
    }
    write_manifest(options.out, manifest)
    rows = calibration_rows(read_rows(options.run / "held_out.jsonl"))
    manifest["temperature"] = fitted_temperature(
        scores(load_onnx_model(options.out, options.threads), rows), [row.label for row in rows]
    )
    manifest["calibrated_on"] = len(rows)
    manifest["training"] = json.loads((options.run / "run.json").read_text())
    write_manifest(options.out, manifest)
    print(json.dumps({"temperature": manifest["temperature"], "rows": len(rows)}))


def write_graph(source: Path, out: Path, *, quantised: bool) -> None:
    """model.onnx, config.json and tokenizer.json of a fine-tuned model folder."""
    model: Any = AutoModelForSequenceClassification.from_pretrained(source, dtype=torch.float32)
    config = model.config
    weights = {name: value.numpy() for name, value in model.state_dict().items()}
    graph = BertGraph(
        weights,
        config.num_attention_heads,
        config.num_hidden_layers,
        config.layer_norm_eps,
        quantised=quantised,
    )
    onnx.save(graph.build(), out / "model.onnx")
    kept = (
        "model_type",
        "id2label",
        "label2id",
        "max_position_embeddings",
        "vocab_size",
        "hidden_size",
        "num_hidden_layers",
    )
    (out / "config.json").write_text(json.dumps({key: config.to_dict()[key] for key in kept}, indent=1) + "\n")
    shutil.copyfile(source / "tokenizer.json", out / "tokenizer.json")


def write_manifest(out: Path, manifest: dict[str, Any]) -> None:
    """The manifest with the hash of each file."""
    files = {name: sha256_of(out / name) for name in ("config.json", "model.onnx", "tokenizer.json")}
    (out / "manifest.json").write_text(json.dumps(manifest | {"files": files}, indent=1) + "\n")


def calibration_rows(rows: list[Row]) -> list[Row]:
    """Held-out rows that people wrote; generated ones are easier and would make the model too sure."""
    return [row for row in rows if not row.source.startswith(_GENERATED)][:_CALIBRATION_ROWS]


def fitted_temperature(probabilities: Probabilities, labels: list[str]) -> float:
    """The temperature with the least log loss (Guo et al. 2017); logits are the probabilities' logarithms."""
    gold = np.array([ORDER.index(label) for label in labels])
    logs = np.log(np.maximum(probabilities, 1e-9))

    def loss(temperature: float) -> float:
        scaled = logs / temperature
        whole = np.log(np.exp(scaled - scaled.max(axis=1, keepdims=True)).sum(axis=1)) + scaled.max(axis=1)
        return float((whole - scaled[np.arange(len(gold)), gold]).mean())

    return round(float(min(np.arange(0.5, 3.0, 0.01), key=loss)), 2)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path, help="folder of a finished run: model, held_out.jsonl, run.json")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--name", required=True, help="name and version of the model")
    parser.add_argument("--fp32", action="store_true", help="keep weights in single precision, to compare with")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
