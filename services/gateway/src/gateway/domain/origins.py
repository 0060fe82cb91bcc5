"""Tells which documents are copies of one independent report."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from gateway.domain.documents import Document

_SHINGLE_WORDS = 8
_LEAST_SHARED = 0.2


def with_origins(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Give every document an origin; later documents share that of an earlier one they copy.

    A copy shares at least a fifth of the eight-word runs of the shorter text.
    """
    earlier: list[tuple[Document, frozenset[str]]] = []
    origins: dict[str, str] = {}
    for document in sorted(documents, key=lambda d: d.published_at.isoformat() if d.published_at else "9"):
        shingles = _shingles(document.text)
        copied = next((known for known, others in earlier if _containment(shingles, others) >= _LEAST_SHARED), None)
        origins[document.id] = origins[copied.id] if copied else _origin_id(document)
        earlier.append((document, shingles))
    return tuple(replace(document, origin_id=origins[document.id]) for document in documents)


def _shingles(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", text.lower())
    return frozenset(" ".join(words[i : i + _SHINGLE_WORDS]) for i in range(len(words) - _SHINGLE_WORDS + 1))


def _containment(one: frozenset[str], other: frozenset[str]) -> float:
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _origin_id(document: Document) -> str:
    return f"org_{hashlib.sha256(document.text.encode()).hexdigest()[:20]}"
