"""Command line of a training run: `python -m training.train DATA --out FOLDER`."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
import transformers

from training.batches import MAX_TOKENS, collate, encode
from training.encoder import ENCODER_SHA256, load_start, start_file
from training.loop import Plan, train
from training.mixture import Mixture, build_mixture
from training.pacing import ThreadChoice
from training.rows import ENTAILMENT, LABELS, Row, data_files, sha256_of

_CONSTRUCTED = "fever_nei_constructed.train"
_DOUBTFUL_ENTAILMENT = 0.8


def main() -> None:
    """Build the mixture, train, and leave model, held-out rows and the run's record in the output folder."""
    options = _options()
    torch.set_num_threads(options.threads)
    torch.use_deterministic_algorithms(True)
    options.out.mkdir(parents=True, exist_ok=True)
    mixture = build_mixture(options.data, options.seed, options.limit)
    model, tokenizer = load_start(options.init, options.seed, options.dropout)
    if options.init:
        mixture = Mixture(without_doubtful(mixture.train, model, tokenizer), mixture.held_out)
    plan = Plan(
        options.seed,
        options.epochs,
        options.batch_rows,
        options.peak_rate,
        0.06,
        options.budget_minutes,
        options.checkpoint_steps,
        options.bfloat16,
        options.dropout,
    )
    record = _record(options, mixture, plan)
    print(json.dumps(record, indent=1), flush=True)
    progress = train(
        model,
        encode(mixture.train, tokenizer),
        tokenizer.pad_token_id,
        plan,
        options.out,
        choice=ThreadChoice(options.threads),
    )
    record["ended"] = asdict(progress) | {
        "rows_seen": min(progress.step * plan.batch_rows, plan.epochs * len(mixture.train))
    }
    _write(options.out, model, tokenizer, mixture.held_out, record)


def without_doubtful(rows: list[Row], model: Any, tokenizer: Any) -> list[Row]:
    """Rows without the constructed neutrals that the starting model is sure are entailed."""
    doubtful = {index for index, row in enumerate(rows) if row.source == _CONSTRUCTED}
    indexes = sorted(doubtful)
    encoded = encode([rows[index] for index in indexes], tokenizer)
    by_length = sorted(range(len(indexes)), key=lambda at: len(encoded[at].ids))
    model.eval()
    for start in range(0, len(by_length), 64):
        part = by_length[start : start + 64]
        with torch.inference_mode():
            logits = model(**collate([encoded[at] for at in part], tokenizer.pad_token_id).inputs).logits
        sure = torch.softmax(logits, -1)[:, LABELS.index(ENTAILMENT)] > _DOUBTFUL_ENTAILMENT
        doubtful -= {indexes[at] for at, found in zip(part, sure.tolist(), strict=True) if not found}
    return [row for index, row in enumerate(rows) if index not in doubtful]


def _record(options: argparse.Namespace, mixture: Mixture, plan: Plan) -> dict[str, Any]:
    return {
        "plan": asdict(plan),
        "start": {"encoder_sha256": ENCODER_SHA256, "earlier_fine_tuning_sha256": _start_hash(options.init)},
        "max_tokens": MAX_TOKENS,
        "rows": {source: dict(labels) for source, labels in _counts(mixture.train).items()},
        "rows_total": len(mixture.train),
        "held_out": len(mixture.held_out),
        "data_sha256": {name: sha256_of(path) for name, path in data_files(options.data).items()},
        "versions": {"torch": torch.__version__, "transformers": transformers.__version__},
    }


def _start_hash(init: Path | None) -> str | None:
    return sha256_of(start_file(init)) if init else None


def _counts(rows: list[Row]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for row in sorted(rows, key=lambda row: (row.source, row.label)):
        counts.setdefault(row.source, Counter())[row.label] += 1
    return counts


def _write(folder: Path, model: Any, tokenizer: Any, held_out: list[Row], record: dict[str, Any]) -> None:
    model.save_pretrained(folder / "model")
    tokenizer.save_pretrained(folder / "model")
    with (folder / "held_out.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(row)) + "\n" for row in held_out)
    (folder / "run.json").write_text(json.dumps(record, indent=1) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "data", type=Path, help="folder of {premise, hypothesis, label} files, plain or gzipped JSON lines"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoint, model and record")
    parser.add_argument(
        "--init", type=Path, help="folder of an earlier fine-tuning to start from; default: the pinned encoder"
    )
    parser.add_argument("--limit", type=int, help="use at most this many rows")
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--batch-rows", type=int, default=32)
    parser.add_argument("--peak-rate", type=float, default=6e-5)
    parser.add_argument(
        "--budget-minutes", type=float, help="end by then, with the learning rate at zero, whatever the machine's load"
    )
    parser.add_argument("--checkpoint-steps", type=int, default=500)
    parser.add_argument(
        "--dropout", type=float, default=0.0, help="of hidden states; worth it from the second epoch on"
    )
    parser.add_argument("--bfloat16", action="store_true", help="products in bfloat16, faster on CPUs with AVX512-BF16")
    parser.add_argument("--threads", type=int, default=2, help="at most this many; fewer where that is faster")
    return parser.parse_args()


if __name__ == "__main__":
    main()
