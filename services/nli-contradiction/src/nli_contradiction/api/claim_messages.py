"""Reads claims and their documents from the wire."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from google.protobuf.timestamp_pb2 import Timestamp

from clashwire.claims.v1 import claim_pb2
from clashwire.nli_contradiction.v1 import nli_contradiction_pb2 as pb2
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
from service_kit.errors import ErrorKind, ServiceError

Word = TypeVar("Word", bound=StrEnum)

_DEFAULTS: dict[type[StrEnum], StrEnum] = {
    Modality: Modality.CERTAIN,
    EvidenceKind: EvidenceKind.NONE,
    SpeakerKind: SpeakerKind.UNKNOWN,
    Part: Part.TEXT,
    Bound: Bound.EXACTLY,
}


def read_claim(message: claim_pb2.Claim, field: str) -> Claim:
    """A claim of the domain; raises INVALID naming the field where a value is not one the contract knows."""
    return Claim(
        id=message.id,
        document_id=message.document_id,
        quote=_quote(message.quote, f"{field}.quote"),
        sentence=Span(message.sentence.start, message.sentence.end)
        if message.HasField("sentence")
        else _whole(message),
        proposition="" if message.needs_context else message.proposition.strip(),
        speaker=_speaker(message.speaker, f"{field}.speaker"),
        stance=_word(Stance, claim_pb2.Stance.Name, message.stance, "STANCE_", f"{field}.stance"),
        subtype=message.subtype,
        modality=_word(Modality, claim_pb2.Modality.Name, message.modality, "MODALITY_", f"{field}.modality"),
        evidence_kind=_word(
            EvidenceKind, claim_pb2.EvidenceKind.Name, message.evidence_kind, "EVIDENCE_KIND_", f"{field}.evidence_kind"
        ),
        speaker_commitment=message.speaker_commitment or "CT+",
        cue=message.cue,
        cue_spans=tuple(Span(s.start, s.end) for s in message.cue_spans),
        responds_to=tuple(message.responds_to),
        entities=tuple(Entity(e.text, e.type or "MISC", e.role or "other") for e in message.entities),
        event_head=message.event.head,
        event_type=message.event.type,
        places=tuple(p for p in message.places if p.strip()),
        time=_period(message.time, f"{field}.time") if message.HasField("time") else None,
        quantities=tuple(_quantity(q, f"{field}.quantities[{i}]") for i, q in enumerate(message.quantities)),
        confidence=message.confidence or 0.5,
    )


def read_context(message: pb2.ClaimContext, field: str, opening_characters: int) -> Context:
    """A context, of whose opening so many characters are read. INVALID naming the field."""
    published = message.published_at if message.HasField("published_at") else None
    return Context(
        document_id=message.document_id,
        source=message.source,
        published_at=_instant(published, f"{field}.published_at") if published is not None else None,
        origin_id=message.origin_id,
        opening=message.opening[:opening_characters],
    )


def _whole(message: claim_pb2.Claim) -> Span:
    return Span(message.quote.start, message.quote.end)


def _quote(message: claim_pb2.Quote, field: str) -> Quote:
    part = _word(Part, claim_pb2.Part.Name, message.part, "PART_", f"{field}.part")
    return Quote(message.start, message.end, message.text, part, message.media_index)


def _speaker(message: claim_pb2.Speaker, field: str) -> Speaker:
    kind = _word(SpeakerKind, claim_pb2.SpeakerKind.Name, message.kind, "SPEAKER_KIND_", f"{field}.kind")
    return Speaker(message.name, message.affiliation, kind)


def _quantity(message: claim_pb2.Quantity, field: str) -> Quantity:
    return Quantity(
        value=message.value,
        upper=message.upper,
        bound=_word(Bound, claim_pb2.Bound.Name, message.bound, "BOUND_", f"{field}.bound"),
        unit=message.unit,
        of=message.of,
        as_of=_instant(message.as_of, f"{field}.as_of") if message.HasField("as_of") else None,
        span=Span(message.span.start, message.span.end) if message.HasField("span") else None,
    )


def _period(message: claim_pb2.TimeRange, field: str) -> TimeRange:
    return TimeRange(
        _instant(message.start, f"{field}.start") if message.HasField("start") else None,
        _instant(message.end, f"{field}.end") if message.HasField("end") else None,
    )


def _instant(message: Timestamp, field: str) -> datetime:
    try:
        return message.ToDatetime(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise ServiceError(
            ErrorKind.INVALID, "a time lies outside the years 1 to 9999", reason="TIME_OUT_OF_RANGE", field=field
        ) from error


def _word(kind: type[Word], name_of: Callable[[int], str], number: int, prefix: str, field: str) -> Word:
    """The word behind an enum number; an unset one reads as its documented default where it has one."""
    default = _DEFAULTS.get(kind)
    if number == 0 and default is not None:
        return kind(default.value)
    try:
        return kind(name_of(number).removeprefix(prefix).lower())
    except ValueError as error:
        raise ServiceError(
            ErrorKind.INVALID, f"{kind.__name__.lower()} is not set or not known", reason="ENUM_UNKNOWN", field=field
        ) from error
