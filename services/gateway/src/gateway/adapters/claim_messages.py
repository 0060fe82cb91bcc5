"""Translates claims between the wire and the domain, both ways."""

from datetime import UTC, datetime
from typing import TypeVar

from google.protobuf.timestamp_pb2 import Timestamp

from clashwire.claims.v1 import claim_pb2 as pb
from gateway.domain.claims import (
    Bound,
    Claim,
    Entity,
    Event,
    EvidenceKind,
    Modality,
    Part,
    Quantity,
    Quote,
    ResolvedFrom,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    TimeRange,
)

Word = TypeVar("Word", Stance, Modality, EvidenceKind, SpeakerKind, Part, Bound)


def _words(enum: type[Word], prefix: str, numbers: dict[str, int]) -> dict[int, Word]:
    return {numbers[f"{prefix}_{word.name}"]: word for word in enum}


STANCES = _words(Stance, "STANCE", dict(pb.Stance.items()))
EVIDENCE_KINDS = _words(EvidenceKind, "EVIDENCE_KIND", dict(pb.EvidenceKind.items()))
_MODALITIES = _words(Modality, "MODALITY", dict(pb.Modality.items()))
_SPEAKER_KINDS = _words(SpeakerKind, "SPEAKER_KIND", dict(pb.SpeakerKind.items()))
_PARTS = _words(Part, "PART", dict(pb.Part.items()))
_BOUNDS = _words(Bound, "BOUND", dict(pb.Bound.items()))


def to_timestamp(moment: datetime | None) -> Timestamp | None:
    if moment is None:
        return None
    stamp = Timestamp()
    stamp.FromDatetime(moment.astimezone(UTC))
    return stamp


def from_timestamp(stamp: Timestamp) -> datetime:
    return stamp.ToDatetime(tzinfo=UTC)


def claim_from(message: pb.Claim) -> Claim:
    return Claim(
        id=message.id,
        document_id=message.document_id,
        quote=_quote_from(message.quote),
        sentence=Span(message.sentence.start, message.sentence.end),
        proposition=message.proposition if message.HasField("proposition") else None,
        needs_context=message.needs_context,
        speaker=Speaker(
            name=message.speaker.name,
            affiliation=message.speaker.affiliation or None,
            kind=_SPEAKER_KINDS.get(message.speaker.kind, SpeakerKind.UNSPECIFIED),
        ),
        source_chain=tuple(message.source_chain),
        cue=message.cue or None,
        cue_spans=tuple(Span(span.start, span.end) for span in message.cue_spans),
        rule=message.rule or None,
        stance=STANCES.get(message.stance, Stance.ASSERTS),
        subtype=message.subtype or None,
        modality=_MODALITIES.get(message.modality, Modality.CERTAIN),
        speaker_commitment=message.speaker_commitment or None,
        author_commitment=message.author_commitment or None,
        evidence_kind=EVIDENCE_KINDS.get(message.evidence_kind, EvidenceKind.NONE),
        responds_to=tuple(message.responds_to),
        resolved_from=_resolved_from(message.resolved_from) if message.HasField("resolved_from") else None,
        entities=tuple(Entity(entity.text, entity.type, entity.role) for entity in message.entities),
        event=Event(message.event.head, message.event.type) if message.HasField("event") else None,
        places=tuple(message.places),
        time=_time_from(message.time) if message.HasField("time") else None,
        quantities=tuple(map(_quantity_from, message.quantities)),
        check_worthiness=message.check_worthiness,
        confidence=message.confidence,
    )


def _quote_from(message: pb.Quote) -> Quote:
    part = _PARTS.get(message.part, Part.TEXT)
    media_index = message.media_index if part is Part.CAPTION else None
    return Quote(part, message.start, message.end, message.text, media_index)


def _resolved_from(message: pb.ResolvedFrom) -> ResolvedFrom:
    return ResolvedFrom(message.start, message.end, message.text, message.document_id or None)


def _time_from(message: pb.TimeRange) -> TimeRange:
    return TimeRange(
        start=from_timestamp(message.start) if message.HasField("start") else None,
        end=from_timestamp(message.end) if message.HasField("end") else None,
    )


def _quantity_from(message: pb.Quantity) -> Quantity:
    bound = _BOUNDS.get(message.bound, Bound.EXACTLY)
    return Quantity(
        value=message.value,
        upper=message.upper if bound is Bound.RANGE else None,
        bound=bound,
        unit=message.unit or None,
        of=message.of or None,
        as_of=from_timestamp(message.as_of) if message.HasField("as_of") else None,
        span=Span(message.span.start, message.span.end) if message.HasField("span") else None,
    )


def claim_to(claim: Claim) -> pb.Claim:
    return pb.Claim(
        id=claim.id,
        document_id=claim.document_id,
        quote=pb.Quote(
            part=f"PART_{claim.quote.part.name}",
            start=claim.quote.start,
            end=claim.quote.end,
            text=claim.quote.text,
            media_index=claim.quote.media_index or 0,
        ),
        sentence=_span_to(claim.sentence),
        proposition=claim.proposition,
        needs_context=claim.needs_context,
        speaker=pb.Speaker(
            name=claim.speaker.name,
            affiliation=claim.speaker.affiliation or "",
            kind=f"SPEAKER_KIND_{claim.speaker.kind.name}",
        ),
        source_chain=claim.source_chain,
        cue=claim.cue or "",
        cue_spans=map(_span_to, claim.cue_spans),
        rule=claim.rule or "",
        stance=f"STANCE_{claim.stance.name}",
        subtype=claim.subtype or "",
        modality=f"MODALITY_{claim.modality.name}",
        speaker_commitment=claim.speaker_commitment or "",
        author_commitment=claim.author_commitment or "",
        evidence_kind=f"EVIDENCE_KIND_{claim.evidence_kind.name}",
        responds_to=claim.responds_to,
        resolved_from=_resolved_to(claim.resolved_from),
        entities=[pb.Entity(text=e.text, type=e.type, role=e.role) for e in claim.entities],
        event=pb.Event(head=claim.event.head, type=claim.event.type) if claim.event else None,
        places=claim.places,
        time=_time_to(claim.time),
        quantities=map(quantity_to, claim.quantities),
        check_worthiness=claim.check_worthiness,
        confidence=claim.confidence,
    )


def _span_to(span: Span) -> pb.Span:
    return pb.Span(start=span.start, end=span.end)


def _resolved_to(source: ResolvedFrom | None) -> pb.ResolvedFrom | None:
    if source is None:
        return None
    return pb.ResolvedFrom(start=source.start, end=source.end, text=source.text, document_id=source.document_id or "")


def _time_to(period: TimeRange | None) -> pb.TimeRange | None:
    return pb.TimeRange(start=to_timestamp(period.start), end=to_timestamp(period.end)) if period else None


def quantity_to(quantity: Quantity) -> pb.Quantity:
    return pb.Quantity(
        value=quantity.value,
        upper=quantity.upper or 0.0,
        bound=f"BOUND_{quantity.bound.name}",
        unit=quantity.unit or "",
        of=quantity.of or "",
        as_of=to_timestamp(quantity.as_of),
        span=_span_to(quantity.span) if quantity.span else None,
    )
