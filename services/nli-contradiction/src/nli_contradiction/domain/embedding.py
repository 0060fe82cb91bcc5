"""Embedding propositions: checked, then off the event loop."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from nli_contradiction.domain.inference import ModelIdentity
from nli_contradiction.domain.scoring import check_text
from service_kit.errors import ErrorKind, ServiceError


class TextVectors(Protocol):
    """Blocking vectors for texts; safe to call from several threads."""

    @property
    def identity(self) -> ModelIdentity: ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows of shape (texts, dimensions); a text without any known token is all zero."""
        ...


class CheckedEmbedder:
    """Implements `Embedder` under limits: texts per call and characters per text."""

    def __init__(self, vectors: TextVectors, texts_limit: int, characters_limit: int) -> None:
        self._vectors, self._texts_limit, self._characters_limit = vectors, texts_limit, characters_limit

    async def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows of shape (texts, dimensions); raises INVALID naming the field and the limit."""
        if len(texts) > self._texts_limit:
            message = f"{len(texts)} texts in one call, the limit is {self._texts_limit}"
            raise ServiceError(
                ErrorKind.INVALID, message, reason="TOO_MANY_TEXTS", field="texts", limit=self._texts_limit
            )
        for index, text in enumerate(texts):
            check_text(text, f"texts[{index}]", self._characters_limit)
        return await asyncio.to_thread(self._vectors.embed, texts)
