"""Writes domain objects into messages."""

from google.protobuf.timestamp_pb2 import Timestamp

from clashwire.source_reliability.v1 import source_reliability_pb2 as pb2
from source_reliability.api.requests import (
    EVIDENCE_BY_NUMBER,
    RESOLVER_BY_NUMBER,
    SPEAKER_KIND_BY_NUMBER,
    STANCE_BY_NUMBER,
)
from source_reliability.domain.appraisal import Reliability
from source_reliability.domain.assessment import Assessment
from source_reliability.domain.outcomes import Entry
from source_reliability.domain.reasons import Reasons
from source_reliability.domain.recording import Recorded

_EVIDENCE = {name: number for number, name in EVIDENCE_BY_NUMBER.items()}
_STANCE = {name: number for number, name in STANCE_BY_NUMBER.items()}
_SPEAKER_KIND = {name: number for number, name in SPEAKER_KIND_BY_NUMBER.items()}
_RESOLVER = {name: number for number, name in RESOLVER_BY_NUMBER.items()}


def timestamp(time_us: int) -> Timestamp:
    return Timestamp(seconds=time_us // 1_000_000, nanos=time_us % 1_000_000 * 1000)


def reliability_message(found: Reliability) -> pb2.Reliability:
    status = pb2.RELIABILITY_STATUS_PRIOR_ONLY if found.prior_only else pb2.RELIABILITY_STATUS_OK
    return pb2.Reliability(
        source_id=found.source_id,
        display_name=found.display_name,
        mean=found.mean,
        low=found.low,
        high=found.high,
        outcomes=found.outcomes,
        status=status,
        reasons=_reasons_message(found.reasons) if found.reasons else None,
        override_reason=found.override_reason,
    )


def _reasons_message(reasons: Reasons) -> pb2.Reasons:
    contributions = [
        pb2.Contribution(
            outcome_id=one.outcome_id,
            effect=one.effect,
            leave_one_out=one.leave_one_out,
            event_time=timestamp(one.event_us),
        )
        for one in reasons.contributions
    ]
    return pb2.Reasons(
        prior_mean=reasons.prior_mean,
        prior_origin=reasons.prior_origin,
        prior_share=reasons.prior_share,
        contributions=contributions,
        rest=reasons.rest,
        decayed=reasons.decayed,
        folded_copies=reasons.folded_copies,
        text=reasons.text,
    )


def assessment_message(found: Assessment) -> pb2.AssessValuesResponse:
    posteriors = [pb2.ValuePosterior(id=value, probability=share) for value, share in found.posteriors.items()]
    status = pb2.LEAN_STATUS_UNDETERMINED if found.leading is None else pb2.LEAN_STATUS_LEANING
    figure = found.figure
    return pb2.AssessValuesResponse(
        status=status,
        value_id=found.leading or "",
        posteriors=posteriors,
        reason=found.reason,
        quantity=pb2.QuantityEstimate(value=figure.value, low=figure.low, high=figure.high) if figure else None,
    )


def recorded_message(found: Recorded) -> pb2.RecordOutcomesResponse:
    shifts = [pb2.Shift(source_id=s.source_id, before=s.before, after=s.after, topic=s.topic) for s in found.shifts]
    return pb2.RecordOutcomesResponse(recorded=found.recorded, shifts=shifts)


def outcome_message(entry: Entry) -> pb2.Outcome:
    outcome = entry.outcome
    query = pb2.ReliabilityQuery(source=outcome.source_id, topic=outcome.topic)
    query.evidence_kind = _EVIDENCE[outcome.evidence]  # type: ignore[assignment]
    query.stance = _STANCE[outcome.stance]  # type: ignore[assignment]
    query.speaker_kind = _SPEAKER_KIND[outcome.speaker_kind]  # type: ignore[assignment]
    return pb2.Outcome(
        id=outcome.outcome_id,
        source=query,
        claim_id=outcome.claim_id,
        right=outcome.right,
        resolver=_RESOLVER[outcome.resolver],  # type: ignore[arg-type]
        event_time=timestamp(outcome.event_us),
        origin_id=outcome.origin_id,
        confidence=outcome.confidence,
        supersedes=outcome.supersedes,
        reason=outcome.reason,
        recorded_at=timestamp(entry.recorded_us),
    )
