"""Command line that compares the embedder with all-MiniLM-L6-v2: are the two sides of a clash near each other?"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoModel, AutoTokenizer

from nli_contradiction.adapters.static_embedder import load_static_embedder
from training.encoder import encoder_folder

Vectors = NDArray[np.float32]


def main() -> None:
    """Print recall at 5, 20 and 50 of gold clash pairs among all sentences of the cases, for both embedders."""
    options = _options()
    sentences, pairs = read_cases(options.cases)
    measured = {
        "static": load_static_embedder(options.embedder).embed(sentences),
        "all-MiniLM-L6-v2": sentence_vectors(sentences),
    }
    for name, vectors in measured.items():
        found = {str(k): round(recall(vectors, pairs, k), 3) for k in (5, 20, 50)}
        print(json.dumps({"embedder": name, "sentences": len(sentences), "pairs": len(pairs), "recall_at": found}))


def read_cases(path: Path) -> tuple[list[str], list[tuple[int, int]]]:
    """All distinct sentences of the cases' gold data, and the index pairs of the clashes."""
    index: dict[str, int] = {}
    pairs: list[tuple[int, int]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        for clash in case["clashes"] + case["non_clashes"]:
            sides = tuple(index.setdefault(_sentence(clash[side]), len(index)) for side in ("a", "b"))
            if clash in case["clashes"]:
                pairs.append((sides[0], sides[1]))
    return list(index), pairs


def _sentence(side: Any) -> str:
    return str(side["quote"] if isinstance(side, dict) else side)


def recall(vectors: Vectors, pairs: list[tuple[int, int]], k: int) -> float:
    """Share of pairs of which either side is among the other's `k` nearest."""
    near = vectors @ vectors.T
    np.fill_diagonal(near, -2)
    ranks = np.argsort(-near, axis=1)[:, :k]
    return float(np.mean([b in ranks[a] or a in ranks[b] for a, b in pairs]))


def sentence_vectors(sentences: list[str]) -> Vectors:
    """Mean-pooled unit vectors of the full encoder."""
    folder = encoder_folder()
    tokenizer, model = (
        AutoTokenizer.from_pretrained(folder),
        AutoModel.from_pretrained(folder, dtype=torch.float32).eval(),
    )
    rows = []
    for start in range(0, len(sentences), 32):
        batch = tokenizer(
            sentences[start : start + 32], padding=True, truncation=True, max_length=128, return_tensors="pt"
        )
        with torch.inference_mode():
            hidden = model(**batch).last_hidden_state
        mask = batch["attention_mask"].unsqueeze(-1)
        rows.append(torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1)))
    return torch.cat(rows).numpy()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path, help="stories with gold clashes, JSON lines")
    parser.add_argument("--embedder", type=Path, required=True, help="folder of the embedder")
    return parser.parse_args()


if __name__ == "__main__":
    main()
