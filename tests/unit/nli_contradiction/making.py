"""Builds claims and pairs for the tests of the decision."""

import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from nli_contradiction.domain.claims import (
    Bound,
    Claim,
    Context,
    Entity,
    EvidenceKind,
    Modality,
    Part,
    Quantity,
    Quote,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    TimeRange,
)
from nli_contradiction.domain.finder import ClashFinder, Request
from tests.fakes.entailment import CONTRADICTS, ENTAILS, FakeEmbedder, FakeEntailmentModel

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def claim(
    proposition: str,
    speaker: str = "author",
    *,
    id: str = "",  # noqa: A002
    stance: Stance = Stance.ASSERTS,
    quote: str = "",
    document: str = "d1",
    start: int = 0,
    affiliation: str = "",
    kind: SpeakerKind = SpeakerKind.UNKNOWN,
    modality: Modality = Modality.CERTAIN,
    evidence: EvidenceKind = EvidenceKind.STATEMENT,
    responds_to: Sequence[str] = (),
    head: str = "",
    event: str = "",
    entities: Sequence[tuple[str, str, str]] = (),
    places: Sequence[str] = (),
    time: TimeRange | None = None,
    figures: Sequence[Quantity] = (),
    subtype: str = "",
    part: Part = Part.TEXT,
    commitment: str = "CT+",
    confidence: float = 0.8,
) -> Claim:
    """A claim whose sentence is its quote; without `start` the place follows from the words."""
    words = quote or proposition or "It is not so."
    at = start or zlib.crc32(f"{words}|{speaker}".encode()) % 100_000 * 300
    return Claim(
        id=id or "clm_" + str(zlib.crc32(f"{words}|{speaker}|{document}|{stance}".encode())),
        document_id=document,
        quote=Quote(at, at + len(words), words, part),
        sentence=Span(at, at + len(words)),
        proposition=proposition,
        speaker=Speaker(speaker, affiliation, kind),
        stance=stance,
        subtype=subtype,
        modality=modality,
        evidence_kind=evidence,
        speaker_commitment=commitment,
        cue="" if speaker == "author" else "said",
        responds_to=tuple(responds_to),
        entities=tuple(Entity(*entity) for entity in entities),
        event_head=head,
        event_type=event,
        places=tuple(places),
        time=time,
        quantities=tuple(figures),
        confidence=confidence,
    )


def figure(value: float, of: str = "", unit: str = "", bound: Bound = Bound.EXACTLY, upper: float = 0.0) -> Quantity:
    return Quantity(value=value, upper=upper, bound=bound, unit=unit, of=of)


def day(month: int, number: int, year: int = 2026) -> TimeRange:
    start = datetime(year, month, number, tzinfo=UTC)
    return TimeRange(start, start.replace(hour=23, minute=59))


def contexts(claims: Sequence[Claim], **published: datetime) -> dict[str, Context]:
    """Each document with its own source, published at noon unless told otherwise."""
    ids = dict.fromkeys(c.document_id for c in claims)
    return {i: Context(i, f"{i}.example", published.get(i, NOON), f"origin-{i}") for i in ids}


def denied(original: Claim, **changes: object) -> Claim:
    return replace(original, stance=Stance.DENIES, **changes)  # type: ignore[arg-type]


async def outcome(*claims: Claim, published: dict[str, datetime] | None = None) -> str:
    """What is found between the first two claims by a model that sees entailment and contradiction everywhere."""
    denial = any(c.stance is Stance.DENIES for c in claims[:2])
    model = FakeEntailmentModel(default=ENTAILS if denial else CONTRADICTS)
    finder = ClashFinder(model, FakeEmbedder())
    findings = await finder.find(Request(claims, contexts(claims, **(published or {}))))
    wanted = {claims[0].id, claims[1].id}
    if any({side.claim_id for side in clash.sides} == wanted for clash in findings.clashes):
        return "clash"
    if any({side.claim_id for side in clash.sides} == wanted for clash in findings.unsure):
        return "unsure"
    return "update" if any({u.earlier_claim_id, u.later_claim_id} == wanted for u in findings.updates) else "none"
