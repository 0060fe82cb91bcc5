"""Translates sources, outcomes and leans between the wire and the domain."""

from clashwire.source_reliability.v1 import source_reliability_pb2 as pb
from gateway.adapters.claim_messages import (
    EVIDENCE_KINDS,
    STANCES,
    from_timestamp,
    quantity_to,
    to_timestamp,
)
from gateway.domain.clashes import Lean, LeanStatus, ReliabilityStatus, SourceReliability
from gateway.domain.reliability import (
    Contender,
    Contribution,
    Outcome,
    Reasons,
    RecordedOutcome,
    ReliabilityQuery,
    SourceReport,
    Support,
)

_RESOLVERS = {pb.RESOLVER_EDITOR: "editor", pb.RESOLVER_CORRECTION: "correction", pb.RESOLVER_MODEL: "model"}


def query_to(query: ReliabilityQuery) -> pb.ReliabilityQuery:
    return pb.ReliabilityQuery(
        source=query.source,
        source_kind=query.role,
        topic=query.topic,
        evidence_kind=f"EVIDENCE_KIND_{query.evidence_kind.name}" if query.evidence_kind else None,
        stance=f"STANCE_{query.stance.name}" if query.stance else None,
        speaker_kind=f"SPEAKER_KIND_{query.speaker_kind.name}",
    )


def reliability_from(message: pb.Reliability) -> SourceReliability:
    learnt = message.status == pb.RELIABILITY_STATUS_OK
    return SourceReliability(
        source_id=message.source_id,
        mean=message.mean,
        low=message.low,
        high=message.high,
        outcomes=message.outcomes,
        status=ReliabilityStatus.OK if learnt else ReliabilityStatus.PRIOR_ONLY,
    )


def report_from(message: pb.Reliability) -> SourceReport:
    return SourceReport(
        reliability=reliability_from(message),
        display_name=message.display_name or message.source_id,
        reasons=_reasons_from(message.reasons) if message.HasField("reasons") else None,
        override_reason=message.override_reason or None,
    )


def _reasons_from(message: pb.Reasons) -> Reasons:
    return Reasons(
        prior_mean=message.prior_mean,
        prior_origin=message.prior_origin,
        prior_share=message.prior_share,
        contributions=tuple(map(_contribution_from, message.contributions)),
        rest=message.rest,
        decayed=message.decayed,
        folded_copies=message.folded_copies,
        text=message.text,
    )


def _contribution_from(message: pb.Contribution) -> Contribution:
    event_time = from_timestamp(message.event_time) if message.HasField("event_time") else None
    return Contribution(message.outcome_id, message.effect, message.leave_one_out, event_time)


def value_to(contender: Contender) -> pb.Value:
    quantity = quantity_to(contender.quantity) if contender.quantity else None
    return pb.Value(id=contender.claim_id, supports=map(_support_to, contender.supports), quantity=quantity)


def _support_to(support: Support) -> pb.Support:
    return pb.Support(
        source=query_to(support.query),
        origin_id=support.origin_id,
        denial=support.denial,
        confidence=support.confidence,
    )


def lean_from(message: pb.AssessValuesResponse) -> Lean:
    if message.status != pb.LEAN_STATUS_LEANING:
        return Lean(status=LeanStatus.UNDETERMINED)
    probability = next(p.probability for p in message.posteriors if p.id == message.value_id)
    return Lean(message.value_id, probability, LeanStatus.LEANING)


def outcome_to(outcome: Outcome) -> pb.Outcome:
    return pb.Outcome(
        id=outcome.id,
        source=query_to(outcome.source),
        claim_id=outcome.claim_id,
        right=outcome.right,
        resolver=pb.RESOLVER_EDITOR,
        event_time=to_timestamp(outcome.event_time),
        origin_id=outcome.origin_id,
        confidence=outcome.confidence,
        supersedes=outcome.supersedes,
        reason=outcome.reason,
    )


def recorded_from(message: pb.Outcome) -> RecordedOutcome:
    return RecordedOutcome(
        id=message.id,
        source_id=message.source.source,
        claim_id=message.claim_id,
        right=message.right,
        resolver=_RESOLVERS.get(message.resolver, "unknown"),
        topic=message.source.topic,
        evidence_kind=EVIDENCE_KINDS.get(message.source.evidence_kind),
        stance=STANCES.get(message.source.stance),
        event_time=from_timestamp(message.event_time) if message.HasField("event_time") else None,
        recorded_at=from_timestamp(message.recorded_at) if message.HasField("recorded_at") else None,
        supersedes=message.supersedes or None,
        reason=message.reason,
    )
