"""Claims and coverage as messages."""

from datetime import datetime
from enum import StrEnum

from google.protobuf.timestamp_pb2 import Timestamp

from claim_extraction.domain.model import Claim, Extraction, Quantity, Quote, ResolvedFrom, Span, TimeRange
from clashwire.claim_extraction.v1 import claim_extraction_pb2 as pb2
from clashwire.claims.v1 import claim_pb2


def claim_message(document_id: str, claim: Claim) -> claim_pb2.Claim:
    message = claim_pb2.Claim(
        id=claim.id,
        document_id=document_id,
        quote=_quote(claim.quote),
        sentence=_span(claim.sentence),
        proposition=claim.proposition,
        needs_context=claim.needs_context,
        speaker=claim_pb2.Speaker(
            name=claim.speaker.name,
            affiliation=claim.speaker.affiliation,
            kind=_name("SPEAKER_KIND", claim.speaker.kind),
        ),
        source_chain=claim.source_chain,
        cue=claim.cue,
        cue_spans=[_span(s) for s in claim.cue_spans],
        rule=claim.rule,
        stance=_name("STANCE", claim.stance),
        subtype=claim.subtype,
        modality=_name("MODALITY", claim.modality),
        speaker_commitment=claim.speaker_commitment,
        author_commitment=claim.author_commitment,
        evidence_kind=_name("EVIDENCE_KIND", claim.evidence_kind),
        responds_to=claim.responds_to,
        entities=[claim_pb2.Entity(text=e.text, type=e.type, role=e.role) for e in claim.entities],
        places=claim.places,
        quantities=[_quantity(q) for q in claim.quantities],
        check_worthiness=claim.check_worthiness,
        confidence=claim.confidence,
    )
    if claim.resolved_from is not None:
        message.resolved_from.CopyFrom(_resolved_from(claim.resolved_from))
    if claim.event is not None:
        message.event.CopyFrom(claim_pb2.Event(head=claim.event.head, type=claim.event.type))
    if claim.time is not None:
        message.time.CopyFrom(_time_range(claim.time))
    return message


def coverage_message(document_id: str, extraction: Extraction) -> pb2.Coverage:
    return pb2.Coverage(
        document_id=document_id,
        characters=extraction.characters,
        characters_read=extraction.characters_read,
        skipped=[
            pb2.Skipped(span=claim_pb2.Span(start=s.start, end=s.end), reason=s.reason) for s in extraction.skipped
        ],
        degraded=extraction.degraded,
        language=extraction.language,
    )


def _name(prefix: str, value: StrEnum) -> str:
    return f"{prefix}_{value.upper()}"


def _quote(quote: Quote) -> claim_pb2.Quote:
    return claim_pb2.Quote(
        part=_name("PART", quote.part),
        start=quote.start,
        end=quote.end,
        text=quote.text,
        media_index=quote.media_index,
    )


def _span(span: Span) -> claim_pb2.Span:
    return claim_pb2.Span(start=span.start, end=span.end)


def _resolved_from(source: ResolvedFrom) -> claim_pb2.ResolvedFrom:
    return claim_pb2.ResolvedFrom(start=source.start, end=source.end, text=source.text, document_id=source.document_id)


def _time_range(period: TimeRange) -> claim_pb2.TimeRange:
    return claim_pb2.TimeRange(start=_stamp(period.start), end=_stamp(period.end))


def _quantity(quantity: Quantity) -> claim_pb2.Quantity:
    return claim_pb2.Quantity(
        value=quantity.value,
        upper=quantity.upper or 0.0,
        bound=_name("BOUND", quantity.bound),
        unit=quantity.unit,
        of=quantity.of,
        as_of=_stamp(quantity.as_of) if quantity.as_of is not None else None,
        span=_span(quantity.span) if quantity.span is not None else None,
    )


def _stamp(moment: datetime) -> Timestamp:
    stamp = Timestamp()
    stamp.FromDatetime(moment)
    return stamp
