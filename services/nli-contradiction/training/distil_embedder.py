"""Command line that distils token vectors from all-MiniLM-L6-v2: `python -m training.distil_embedder --help`."""

from __future__ import annotations

import argparse
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from transformers import AutoModel

from training.encoder import ENCODER_SHA256, encoder_folder
from training.rows import data_files, read_rows, sha256_of

DIMENSIONS = 240
_COMMON_SHARE = 1e-3
_MODEL_NAME = "all-MiniLM-L6-v2-static-240"


def main() -> None:
    """Token forwards, principal components, frequency weights (as in model2vec and SIF, Arora et al. 2017), int8."""
    options = _options()
    folder = encoder_folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    weights = token_weights(options.data, tokenizer)
    vectors = reduced(token_vectors(folder, tokenizer), weights) * weights[:, None]
    write(options.out, folder, *rounded(vectors))


def token_vectors(folder: Path, tokenizer: Tokenizer) -> NDArray[np.float32]:
    """Mean output over each token between the two special tokens, shape (vocabulary, 384)."""
    model: Any = AutoModel.from_pretrained(folder, dtype=torch.float32).eval()
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    parts = []
    for start in range(0, tokenizer.get_vocab_size(), 512):
        ids = torch.arange(start, min(start + 512, tokenizer.get_vocab_size()))
        batch = torch.stack([torch.full_like(ids, first), ids, torch.full_like(ids, last)], dim=1)
        with torch.inference_mode():
            parts.append(model(input_ids=batch).last_hidden_state.mean(dim=1))
    return torch.cat(parts).numpy()


def token_weights(data: Path, tokenizer: Tokenizer) -> NDArray[np.float32]:
    """Weight a/(a + p) by a token's share p of the training sentences; special and unused tokens have weight 0."""
    counts: Counter[int] = Counter()
    for path in data_files(data).values():
        rows = read_rows(path)[:20_000]
        texts = [text for row in rows for text in (row.premise, row.hypothesis)]
        for encoding in tokenizer.encode_batch_fast(texts, add_special_tokens=False):
            counts.update(encoding.ids)
    total = sum(counts.values())
    size = tokenizer.get_vocab_size()
    shares = np.array([counts[number] / total for number in range(size)])
    weights = _COMMON_SHARE / (_COMMON_SHARE + shares)
    for number in range(size):
        if (tokenizer.id_to_token(number) or "[").startswith("[") and number < 1_000:
            weights[number] = 0.0
    return weights.astype(np.float32)


def reduced(vectors: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Principal components of the used tokens, the mean removed."""
    used = vectors[weights > 0]
    centred = vectors - used.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov((used - used.mean(axis=0)).T))
    return (centred @ axes[:, ::-1][:, :DIMENSIONS]).astype(np.float32)


def rounded(vectors: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Whole numbers and one scale per token."""
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-6) / 127
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales.astype(np.float16)


def write(out: Path, folder: Path, vectors: NDArray[np.int8], scales: NDArray[np.float16]) -> None:
    """The embedder's folder with its manifest."""
    out.mkdir(parents=True, exist_ok=True)
    np.save(out / "vectors.npy", vectors)
    np.save(out / "scales.npy", scales)
    shutil.copyfile(folder / "tokenizer.json", out / "tokenizer.json")
    files = {name: sha256_of(out / name) for name in ("scales.npy", "tokenizer.json", "vectors.npy")}
    manifest = {
        "name": _MODEL_NAME,
        "dimensions": DIMENSIONS,
        "distilled_from": {"encoder": "all-MiniLM-L6-v2", "sha256": ENCODER_SHA256},
        "files": files,
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of training files, for token frequencies")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    return parser.parse_args()


if __name__ == "__main__":
    main()
