"""A claim extractor that reads one claim per line: SPEAKER, one word of stance, PROPOSITION."""

import asyncio
import hashlib
from collections.abc import Iterator, Sequence

from gateway.domain.checks import Coverage, Degraded, Model
from gateway.domain.claims import (
    Claim,
    Entity,
    Event,
    EvidenceKind,
    Modality,
    Part,
    Quote,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
)
from gateway.domain.documents import Document
from gateway.domain.ports import Extraction
from service_kit.errors import ServiceError


class FakeClaimExtractor:
    """Remembers what it was asked; waits for `gate`; fails with `failure` where one is set."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[Document, ...], float]] = []
        self.failure: ServiceError | None = None
        self.entered = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()

    async def extract(self, tenant: str, documents: Sequence[Document], timeout_seconds: float) -> Extraction:
        self.asked.append((tenant, tuple(documents), timeout_seconds))
        self.entered.set()
        await self.gate.wait()
        if self.failure:
            raise self.failure
        return Extraction(
            claims=tuple(claim for document in documents for claim in claims_in(document)),
            coverage=tuple(Coverage(d.id, len(d.text), len(d.text)) for d in documents),
            degraded=tuple(
                Degraded("claim-extraction", d.id, f"no pipeline for the language {d.language}")
                for d in documents
                if d.language not in (None, "en")
            ),
            model=Model("lines", "0" * 64),
        )


def claims_in(document: Document) -> Iterator[Claim]:
    start = 0
    for line in document.text.split("\n"):
        speaker, stance, proposition = [*line.split(" ", 2), "", ""][:3]
        if stance in set(Stance):
            yield _claim(Quote(Part.TEXT, start, start + len(line), line), document.id, speaker, stance, proposition)
        start += len(line) + 1


def _claim(quote: Quote, document_id: str, speaker: str, stance: str, proposition: str) -> Claim:
    digest = hashlib.sha256(f"{document_id}\0{quote.text}".encode()).hexdigest()[:20]
    return Claim(
        id=f"clm_{digest}",
        document_id=document_id,
        quote=quote,
        sentence=Span(quote.start, quote.end),
        proposition=proposition,
        needs_context=False,
        speaker=Speaker(speaker, None, SpeakerKind.GOVERNMENT),
        source_chain=(),
        cue=stance,
        cue_spans=(),
        rule="A01",
        stance=Stance(stance),
        subtype=None,
        modality=Modality.CERTAIN,
        speaker_commitment="CT+",
        author_commitment="Uu",
        evidence_kind=EvidenceKind.STATEMENT,
        responds_to=(),
        resolved_from=None,
        entities=(Entity(proposition.split(" ", maxsplit=1)[0], "ORG", "agent"),),
        event=Event("move", "movement"),
        places=(),
        time=None,
        quantities=(),
        check_worthiness=0.5,
        confidence=0.9,
    )
