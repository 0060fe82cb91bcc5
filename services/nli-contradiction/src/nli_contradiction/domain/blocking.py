"""Which pairs are worth a closer look: shared words, names, slots, links and nearest neighbours, best first."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from nli_contradiction.domain.policy import Policy
from nli_contradiction.domain.profiles import Profile

Matrix = NDArray[np.float32]


def promising_pairs(
    profiles: Sequence[Profile], vectors: Matrix, policy: Policy
) -> list[tuple[int, int, float, float]]:
    """(i, j, promise, cosine) with i < j, best first; at most `pairs_per_claim` per claim besides the linked ones.

    Works on whole matrices, so its cost grows with the square of the claims only inside the linear algebra.
    """
    cosine = np.clip(vectors @ vectors.T, -1.0, 1.0)
    words = overlap(profiles, lambda p: p.stems)
    names = overlap(profiles, lambda p: p.names)
    promise = 0.45 * words + 0.2 * names + 0.35 * np.maximum(cosine, 0.0)
    allowed = _allowed(profiles)
    linked = _linked(profiles) & allowed
    promise[~allowed] = -1.0
    promise[linked] += np.float32(2.0)
    kept = _best_per_row(promise, policy.pairs_per_claim) | linked
    rows, columns = np.nonzero(np.triu(kept | kept.T, k=1))
    found = [(int(i), int(j), float(promise[i, j]), float(cosine[i, j])) for i, j in zip(rows, columns, strict=True)]
    return sorted(found, key=lambda pair: (-round(pair[2], 6), pair[0], pair[1]))


def overlap(profiles: Sequence[Profile], keys: Callable[[Profile], frozenset[str]]) -> Matrix:
    """Share of the rarer-weighted keys two claims have in common, relative to the poorer of the two."""
    counts: dict[str, int] = {}
    for profile in profiles:
        for key in keys(profile):
            counts[key] = counts.get(key, 0) + 1
    shared = {key: i for i, key in enumerate(sorted(k for k, n in counts.items() if n > 1))}
    weight = {key: float(np.log1p(len(profiles) / counts[key])) for key in counts}
    table = np.zeros((len(profiles), max(1, len(shared))), dtype=np.float32)
    mass = np.zeros(len(profiles), dtype=np.float32)
    for row, profile in enumerate(profiles):
        for key in keys(profile):
            mass[row] += weight[key]
            if key in shared:
                table[row, shared[key]] = np.sqrt(weight[key])
    least = np.minimum(mass[:, None], mass[None, :])
    return np.asarray(np.divide(table @ table.T, np.maximum(least, 1e-6)), dtype=np.float32)


def _allowed(profiles: Sequence[Profile]) -> NDArray[np.bool_]:
    """Pairs in which both take a side, not both deny, not both are archived, and which stand in different sentences."""
    signs = np.array([p.sign for p in profiles], dtype=np.int8)
    archived = np.array([p.archived for p in profiles])
    sentences = _codes(
        [(p.claim.document_id, p.claim.quote.part, p.claim.quote.media_index, p.claim.sentence.start) for p in profiles]
    )
    allowed = (signs[:, None] != 0) & (signs[None, :] != 0) & ~((signs[:, None] < 0) & (signs[None, :] < 0))
    allowed &= ~(archived[:, None] & archived[None, :])
    return np.asarray(allowed & (sentences[:, None] != sentences[None, :]), dtype=np.bool_)


def _codes(keys: Sequence[object]) -> NDArray[np.int64]:
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)


def _linked(profiles: Sequence[Profile]) -> NDArray[np.bool_]:
    index = {p.claim.id: p.index for p in profiles}
    linked = np.zeros((len(profiles), len(profiles)), dtype=np.bool_)
    for profile in profiles:
        for target in profile.claim.responds_to:
            if target in index and index[target] != profile.index:
                linked[profile.index, index[target]] = linked[index[target], profile.index] = True
    return linked


def _best_per_row(promise: Matrix, count: int) -> NDArray[np.bool_]:
    size = promise.shape[0]
    kept = promise > 0
    if size <= count:
        return np.asarray(kept, dtype=np.bool_)
    order = np.argsort(-promise, axis=1, kind="stable")[:, :count]
    best = np.zeros_like(kept)
    np.put_along_axis(best, order, values=True, axis=1)
    return np.asarray(best & kept, dtype=np.bool_)
