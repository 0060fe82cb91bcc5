"""An embedder for which propositions are as similar as the words they share."""

import hashlib
from collections.abc import Collection

import numpy as np

from gateway.domain.archive import Embeddings, Vectors
from service_kit.errors import ServiceError

DIMENSIONS = 256


class FakeClaimEmbedder:
    """Remembers what it was asked; fails with `failure` where set."""

    def __init__(self, name: str = "words") -> None:
        self.name = name
        self.asked: list[frozenset[str]] = []
        self.failure: ServiceError | None = None

    async def model(self, timeout_seconds: float) -> str:
        del timeout_seconds
        if self.failure:
            raise self.failure
        return self.name

    async def embed(self, tenant: str, propositions: Collection[str], timeout_seconds: float) -> Embeddings:
        del tenant, timeout_seconds
        if self.failure:
            raise self.failure
        self.asked.append(frozenset(propositions))
        return Embeddings(self.name, {text: vector_of(text) for text in propositions})


def vector_of(text: str) -> Vectors:
    vector = np.zeros(DIMENSIONS, np.float32)
    for word in text.lower().split():
        digest = hashlib.sha256(word.encode("utf-8", "replace")).digest()
        vector[digest[0]] += 1.0 if digest[1] % 2 else -1.0
    length = np.linalg.norm(vector)
    return vector / length if length else vector
