"""Vectors for propositions from static token vectors: a weighted mean, without a forward pass."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from nli_contradiction.adapters.model_folder import checked_hash, read_json, unusable
from nli_contradiction.domain.inference import ModelIdentity


class StaticEmbedder:
    """Implements `TextVectors` with int8 token vectors of shape (vocabulary, dimensions) and a scale for each token."""

    def __init__(
        self, tokenizer: Tokenizer, vectors: NDArray[np.int8], scales: NDArray[np.float16], identity: ModelIdentity
    ) -> None:
        self._tokenizer, self._vectors, self._scales = tokenizer, vectors, scales.astype(np.float32)
        self.identity = identity

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows of shape (texts, dimensions); a text without any known token is all zero."""
        cleaned = [text.encode("utf-8", "replace").decode() for text in texts]
        rows = np.zeros((len(texts), self._vectors.shape[1]), np.float32)
        for row, encoding in zip(
            rows, self._tokenizer.encode_batch_fast(cleaned, add_special_tokens=False), strict=True
        ):
            if encoding.ids:
                row[:] = self._scales[encoding.ids] @ self._vectors[encoding.ids].astype(np.float32)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        rows /= np.where(lengths > 0, lengths, 1.0)
        return rows


def load_static_embedder(path: Path) -> StaticEmbedder:
    """Load and check a folder with vectors.npy, scales.npy, tokenizer.json and manifest.json."""
    manifest = read_json(path / "manifest.json")
    sha256 = checked_hash(path, manifest["files"])
    tokenizer = Tokenizer.from_file(str(path / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    vectors, scales = np.load(path / "vectors.npy"), np.load(path / "scales.npy")
    if len(vectors) != tokenizer.get_vocab_size():
        raise unusable(
            f"the embedder in {path.name} has {len(vectors)} vectors for {tokenizer.get_vocab_size()} tokens"
        )
    identity = ModelIdentity(str(manifest["name"]), sha256, 0, "cpu")
    return StaticEmbedder(tokenizer, vectors, scales, identity)
