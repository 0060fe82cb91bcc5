"""Scoring pairs: looked up, read, batched across callers, joined."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nli_contradiction.domain.batching import MicroBatcher
from nli_contradiction.domain.entailment import Pair, Score
from nli_contradiction.domain.inference import PairModel, Reading, Window
from nli_contradiction.domain.windows import joined

_CHARACTERS_PER_TOKEN = 5


class RememberedScores:
    """The scores used last, by model and a digest of both texts, so that no text stays in memory."""

    def __init__(self, model_sha256: str, size: int) -> None:
        self._model, self._size = bytes.fromhex(model_sha256), size
        self._scores: OrderedDict[bytes, Score] = OrderedDict()

    def key(self, pair: Pair) -> bytes:
        digest = hashlib.blake2b(self._model, digest_size=16)
        for text in (pair.premise, pair.hypothesis):
            encoded = text.encode("utf-8", "surrogatepass")
            digest.update(len(encoded).to_bytes(8, "big") + encoded)
        return digest.digest()

    def find(self, key: bytes) -> Score | None:
        if key in self._scores:
            self._scores.move_to_end(key)
        return self._scores.get(key)

    def keep(self, key: bytes, score: Score) -> None:
        self._scores[key] = score
        while len(self._scores) > self._size:
            self._scores.popitem(last=False)


class BatchedEntailment:
    """The entailment model behind the one queue; implements `EntailmentModel`."""

    def __init__(self, model: PairModel, batcher: MicroBatcher[Window, NDArray[np.float32]], remembered: int) -> None:
        self._model, self._batcher = model, batcher
        self._remembered = RememberedScores(model.identity.sha256, remembered)

    async def score(self, pairs: Sequence[Pair]) -> list[Score]:
        """Scores in the order of the pairs; raises OVERLOADED on a full queue."""
        keys = [self._remembered.key(pair) for pair in pairs]
        known = {key: found for key in keys if (found := self._remembered.find(key))}
        missing = {key: pair for key, pair in zip(keys, pairs, strict=True) if key not in known}
        if missing:
            for key, score in zip(missing, await self._computed(list(missing.values())), strict=True):
                known[key] = score
                self._remembered.keep(key, score)
        return [known[key] for key in keys]

    async def _computed(self, pairs: Sequence[Pair]) -> list[Score]:
        # Reading costs time too: what would be refused afterwards is refused before it.
        self._batcher.admit(sum(len(pair.premise) + len(pair.hypothesis) for pair in pairs) // _CHARACTERS_PER_TOKEN)
        readings = await asyncio.to_thread(self._model.read, pairs)
        rows = await self._batcher.run([window for reading in readings for window in reading.windows])
        scores: list[Score] = []
        start = 0
        for reading in readings:
            end = start + len(reading.windows)
            scores.append(_score(reading, np.stack(rows[start:end])))
            start = end
        return scores


def _score(reading: Reading, probabilities: NDArray[np.float32]) -> Score:
    entailment, neutral, contradiction = joined(probabilities, reading.hypothesis_parts)
    return Score(entailment, neutral, contradiction, len(reading.windows), reading.characters_read)
