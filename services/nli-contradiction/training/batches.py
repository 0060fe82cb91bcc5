"""Tokenised pairs in length-bucketed batches whose order depends on the seed alone."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from training.rows import LABELS, Row

MAX_TOKENS = 96
_BUCKET_BATCHES = 50


@dataclass(frozen=True, slots=True)
class Encoded:
    """One tokenised pair: token ids, segment ids and the label's index."""

    ids: list[int]
    segments: list[int]
    label: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded tensors of shape (rows, tokens) and labels of shape (rows,)."""

    inputs: dict[str, torch.Tensor]
    labels: torch.Tensor


def encode(rows: Sequence[Row], tokenizer: Any, max_tokens: int = MAX_TOKENS) -> list[Encoded]:
    """Tokenise pairs, the longer side cut first."""
    encoded: list[Encoded] = []
    for start in range(0, len(rows), 4_096):
        part = rows[start : start + 4_096]
        out = tokenizer(
            [row.premise for row in part],
            [row.hypothesis for row in part],
            truncation="longest_first",
            max_length=max_tokens,
            return_token_type_ids=True,
        )
        encoded += [
            Encoded(ids, segments, LABELS.index(row.label))
            for ids, segments, row in zip(out["input_ids"], out["token_type_ids"], part, strict=True)
        ]
    return encoded


def batch_order(encoded: Sequence[Encoded], batch_rows: int, seed: int) -> list[list[int]]:
    """Indexes of each batch of one epoch: shuffled, sorted by length inside large buckets, batches shuffled again."""
    rng = random.Random(seed)
    order = list(range(len(encoded)))
    rng.shuffle(order)
    batches: list[list[int]] = []
    for start in range(0, len(order), batch_rows * _BUCKET_BATCHES):
        bucket = sorted(order[start : start + batch_rows * _BUCKET_BATCHES], key=lambda index: len(encoded[index].ids))
        parts = [bucket[at : at + batch_rows] for at in range(0, len(bucket), batch_rows)]
        rng.shuffle(parts)
        batches += parts
    return batches


def collate(items: Sequence[Encoded], pad_id: int) -> Batch:
    """Pad a batch to its longest pair."""
    width = max(len(item.ids) for item in items)

    def padded(values: Iterator[list[int]], fill: int) -> torch.Tensor:
        return torch.tensor([value + [fill] * (width - len(value)) for value in values])

    inputs = {
        "input_ids": padded((item.ids for item in items), pad_id),
        "token_type_ids": padded((item.segments for item in items), 0),
        "attention_mask": padded(([1] * len(item.ids) for item in items), 0),
    }
    return Batch(inputs, torch.tensor([item.label for item in items]))
