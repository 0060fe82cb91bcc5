"""What the archive is searched with, and what it gives back."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from gateway.domain.claims import Claim

Vectors = NDArray[np.float32]

_RANK_DAMPING = 60
_LONGEST_PROPOSITION = 20_000


@dataclass(frozen=True)
class Embeddings:
    """Unit vectors by proposition, of one embedder; all zero where it knows no word of the proposition."""

    model: str
    by_proposition: Mapping[str, Vectors]

    def of(self, claim: Claim) -> Vectors | None:
        return self.by_proposition.get(claim.proposition or "")


class ClaimEmbedder(Protocol):
    async def model(self, timeout_seconds: float) -> str:
        """Name the embedder that answers now: a short hash over its files."""
        ...

    async def embed(self, tenant: str, propositions: Collection[str], timeout_seconds: float) -> Embeddings: ...


@dataclass(frozen=True)
class RecallLimits:
    """Claims that are looked up, archived claims for each, and for all of them together."""

    searched_claims: int = 300
    per_claim: int = 20
    archived_claims: int = 200


@dataclass(frozen=True)
class Sought:
    """Claims to find candidates for, none of them from `excluding`; `copy_keys` by claim id."""

    claims: tuple[Claim, ...]
    embeddings: Embeddings | None
    excluding: frozenset[str]
    copy_keys: Mapping[str, str]


@dataclass(frozen=True)
class Recalled:
    """Archived claims, best first; `copies` are earlier archived copies of sought claims, by the sought claim's id.

    `words_only` says why no vectors were searched, where they were asked for.
    """

    candidates: tuple[Claim, ...] = ()
    copies: Mapping[str, Claim] = field(default_factory=dict)
    words_only: str | None = None


@dataclass(frozen=True)
class Unembedded:
    """A stored claim that the present embedder has not seen."""

    row_id: int
    claim_id: str
    tenant: str
    proposition: str | None


class EmbeddingBacklog(Protocol):
    """Stored claims of all tenants that wait for a vector."""

    async def waiting(self, model: str, limit: int) -> tuple[Unembedded, ...]:
        """Return none where the database can hold no vectors."""
        ...

    async def store(self, claims: Sequence[Unembedded], embeddings: Embeddings) -> None:
        """Store the vectors of those that are still there."""
        ...


def embeddable(propositions: Iterable[str | None]) -> set[str]:
    """Return those an embedder takes: neither blank nor as long as a book."""
    return {text for text in propositions if text and text.strip() and len(text) <= _LONGEST_PROPOSITION}


def copy_key(claim: Claim, origin_id: str | None) -> str:
    """Digest that copies of one claim share: the same speaker says the same in reports of one origin."""
    said = " ".join((claim.proposition or claim.quote.text).casefold().split()).strip(". ")
    basis = (origin_id or claim.document_id, said, claim.stance, claim.speaker.name.casefold())
    return hashlib.sha256("\0".join(basis).encode("utf-8", "replace")).hexdigest()[:24]


def fused(rankings: Sequence[Sequence[int]]) -> list[int]:
    """Join rankings, best first: what stands high in several comes first (reciprocal rank fusion)."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking):
            scores[item] = scores.get(item, 0.0) + 1.0 / (_RANK_DAMPING + rank)
    return sorted(scores, key=lambda item: -scores[item])


def in_turns(rankings: Sequence[Sequence[str]], limit: int) -> list[str]:
    """Take the first of each ranking, then the second of each, up to the limit, without repeats."""
    depth = max(map(len, rankings), default=0)
    taken = dict.fromkeys(ranking[place] for place in range(depth) for ranking in rankings if place < len(ranking))
    return list(taken)[:limit]
