"""Embedding propositions off the event loop."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from nli_contradiction.domain.inference import ModelIdentity


class TextVectors(Protocol):
    """Blocking vectors for texts; safe to call from several threads."""

    @property
    def identity(self) -> ModelIdentity: ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows of shape (texts, dimensions); a text without any known token is all zero."""
        ...


class ThreadedEmbedder:
    """Implements `Embedder`."""

    def __init__(self, vectors: TextVectors) -> None:
        self._vectors = vectors

    async def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return await asyncio.to_thread(self._vectors.embed, texts)
