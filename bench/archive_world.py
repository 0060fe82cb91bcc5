"""Invented claims with given embeddings: events with names, told in common words."""
# ruff: noqa: INP001 (a script, no package)

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from gateway.domain.archive import Embeddings, Vectors
from gateway.domain.claims import Claim, Entity, EvidenceKind, Modality, Part, Quote, Span, Speaker, SpeakerKind, Stance
from gateway.domain.documents import Document

MODEL = "invented"
DIMENSIONS = 240
CLAIMS_PER_DOCUMENT = 12
_WORDS = 30_000
_NAMES = 20_000
_CLAIMS_PER_EVENT = 50
_FEWEST_EVENTS = 20
_SPREAD = 0.9


@dataclass
class World:
    """Grows without end; the same seed tells the same claims."""

    random: np.random.Generator = field(default_factory=lambda: np.random.default_rng(7))
    told: int = 0
    _centres: dict[int, Vectors] = field(default_factory=dict)

    def documents(self, claims: int) -> Iterator[tuple[Document, tuple[Claim, ...], Embeddings]]:
        for _ in range(-(-claims // CLAIMS_PER_DOCUMENT)):
            yield self.document()

    def document(self, *, named: bool = True) -> tuple[Document, tuple[Claim, ...], Embeddings]:
        """Twelve claims about one event; without names and numbers only vectors can find their like."""
        self.told += 1
        event = int(self.random.integers(max(_FEWEST_EVENTS, self.told * CLAIMS_PER_DOCUMENT // _CLAIMS_PER_EVENT)))
        name = f"doc_{self.told}"
        claims = tuple(self._claim(name, event, place, named=named) for place in range(CLAIMS_PER_DOCUMENT))
        vectors = {claim.proposition or "": self._vector(event) for claim in claims}
        text = "\n".join(claim.quote.text for claim in claims)
        return Document(name, text, source="bench.example"), claims, Embeddings(MODEL, vectors)

    def _claim(self, document_id: str, event: int, place: int, *, named: bool) -> Claim:
        ranks = np.minimum(self.random.zipf(1.3, 11), _WORDS)
        words = [_letters(int(rank)) for rank in ranks]
        names = [f"Name{_letters((event * 7 + int(step)) % _NAMES)}" for step in self.random.integers(0, 5, 2)]
        said = " ".join(
            (*names, "said", *words, str(self.told * 31 + place)) if named else (*words, _letters(self.told))
        )
        return Claim(
            id=f"clm_{self.told}_{place}",
            document_id=document_id,
            quote=Quote(Part.TEXT, 0, len(said), said),
            sentence=Span(0, len(said)),
            proposition=said,
            needs_context=False,
            speaker=Speaker(f"Speaker {event % 997}", None, SpeakerKind.PERSON),
            source_chain=(),
            cue="said",
            cue_spans=(),
            rule="D01",
            stance=Stance.ASSERTS,
            subtype=None,
            modality=Modality.CERTAIN,
            speaker_commitment="CT+",
            author_commitment="Uu",
            evidence_kind=EvidenceKind.STATEMENT,
            responds_to=(),
            resolved_from=None,
            entities=tuple(Entity(name, "PERSON", "agent") for name in names) if named else (),
            event=None,
            places=(),
            time=None,
            quantities=(),
            check_worthiness=0.5,
            confidence=0.9,
        )

    def _vector(self, event: int) -> Vectors:
        if event not in self._centres:
            self._centres[event] = _unit(self.random.standard_normal(DIMENSIONS))
        noise = _unit(self.random.standard_normal(DIMENSIONS))
        return _unit(self._centres[event] + _SPREAD * noise)


def _unit(vector: np.ndarray[tuple[int, ...], np.dtype[np.floating]]) -> Vectors:
    unit: Vectors = (vector / np.linalg.norm(vector)).astype(np.float32)
    return unit


def _letters(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 20)
        digits += "bcdfghjklmnpqrstvwxz"[digit] + "aeiou"[digit % 5]
    return digits or "ba"
