"""The peers of `bench/pairs.py`: reads a peer's name, lets it score the pairs, answers what it measured.

Runs in an environment of its own (torch, sentence-transformers, infinity-emb, onnx) on the weights that ship.
"""
# ruff: noqa: INP001 (a script, no package)

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

ROOT = Path(__file__).resolve().parents[1]
SERVICE = ROOT / "services" / "nli-contradiction"
CALLERS_PAIRS = 128
HIDDEN, WIDE, LAYERS = 384, 1536, 6
PASS_TOKENS = 512


def main() -> None:
    """Answer one line of JSON for each line read; the first line carries the pairs."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    pairs = [tuple(pair) for pair in json.loads(sys.stdin.readline())["pairs"]]
    with tempfile.TemporaryDirectory() as folder:
        tokenizer = _write_weights(Path(folder))
        peers = _peers(folder, pairs, tokenizer)
        _tell(answers, {"ready": list(peers)})
        for line in sys.stdin:
            started = time.perf_counter()
            found = peers[json.loads(line)]()
            _tell(answers, found or {"pairs_per_second": len(pairs) / (time.perf_counter() - started)})


def _tell(answers: Any, what: Any) -> None:
    answers.write(json.dumps(what) + "\n")
    answers.flush()


def _write_weights(folder: Path) -> Any:
    """The model that ships, in single precision, as a folder that transformers loads; returns its tokenizer."""
    sys.path.insert(0, str(SERVICE))
    from training.bundled import read_bundled  # noqa: PLC0415 (needs the path above)
    from transformers import PreTrainedTokenizerFast  # noqa: PLC0415

    bundled = SERVICE / "src" / "nli_contradiction" / "models" / "nli"
    read_bundled(bundled).save_pretrained(folder)
    names = {"pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]", "unk_token": "[UNK]"}
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(bundled / "tokenizer.json"), model_max_length=128, **names)
    tokenizer.save_pretrained(folder)
    return tokenizer


def _peers(folder: str, pairs: list[tuple[str, str]], tokenizer: Any) -> dict[str, Callable[[], Any]]:
    from sentence_transformers import CrossEncoder  # noqa: PLC0415 (slow to load)
    from transformers import pipeline  # noqa: PLC0415

    one_by_one = pipeline("text-classification", model=folder, top_k=None, device="cpu")
    encoder = CrossEncoder(folder, device="cpu", max_length=128)

    def piped() -> None:
        for premise, hypothesis in pairs:
            one_by_one({"text": premise, "text_pair": hypothesis})

    def encoded() -> None:
        encoder.predict(pairs, batch_size=32, show_progress_bar=False)

    return {
        "pipeline": piped,
        "cross_encoder": encoded,
        "infinity": _infinity(folder, pairs),
        "blas": lambda: _blas_limit(pairs, tokenizer),
    }


def _infinity(folder: str, pairs: list[tuple[str, str]]) -> Callable[[], None]:
    """The engine behind infinity's server, called in process, with as many pairs under way as eight callers send.

    It classifies single texts only: a pair is sent as one text of the same tokens.
    """
    from infinity_emb import AsyncEmbeddingEngine, EngineArgs  # noqa: PLC0415 (slow to load)

    loop = asyncio.new_event_loop()
    arguments = EngineArgs(model_name_or_path=folder, engine="torch", device="cpu", model_warmup=False)
    engine = AsyncEmbeddingEngine.from_args(arguments)
    loop.run_until_complete(engine.astart())

    async def score() -> None:
        under_way = asyncio.Semaphore(CALLERS_PAIRS)

        async def one(premise: str, hypothesis: str) -> None:
            async with under_way:
                await engine.classify(sentences=[f"{premise} [SEP] {hypothesis}"])

        await asyncio.gather(*(one(*pair) for pair in pairs))

    return lambda: loop.run_until_complete(score())


def _blas_limit(pairs: list[tuple[str, str]], tokenizer: Any) -> dict[str, float]:
    """Pairs a second if a pass cost nothing but its matrix products in single precision, without padding."""
    rng = np.random.default_rng(0)
    shapes = [(HIDDEN, 3 * HIDDEN), (HIDDEN, HIDDEN), (HIDDEN, WIDE), (WIDE, HIDDEN)]
    sizes = [((PASS_TOKENS, inner), (inner, outer)) for inner, outer in shapes]
    arrays = [tuple(rng.standard_normal(size, np.float32) for size in both) for both in sizes]
    tensors = [tuple(torch.from_numpy(array) for array in both) for both in arrays]
    fastest = LAYERS * min(sum(_median_seconds(*both) for both in made) for made in (arrays, tensors))
    operations = LAYERS * sum(2 * PASS_TOKENS * inner * outer for inner, outer in shapes)
    tokens = float(np.mean([len(tokenizer(*pair)["input_ids"]) for pair in pairs]))
    return {
        "pairs_per_second": PASS_TOKENS / fastest / tokens,
        "gflops": operations / fastest / 1e9,
        "tokens_per_pair": tokens,
        "gflop_per_pair": operations / PASS_TOKENS * tokens / 1e9,
    }


def _median_seconds(left: Any, right: Any) -> float:
    took = []
    for _ in range(30):
        started = time.perf_counter()
        left @ right
        took.append(time.perf_counter() - started)
    return float(np.median(took))


if __name__ == "__main__":
    main()
