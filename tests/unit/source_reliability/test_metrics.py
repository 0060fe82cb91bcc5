"""What source-reliability answers is counted."""

from prometheus_client import CollectorRegistry

from clashwire.source_reliability.v1 import source_reliability_pb2 as pb
from source_reliability.api.metrics import ReliabilityMetrics


def test_estimates_assessments_outcomes_and_shifts_are_counted() -> None:
    metrics = ReliabilityMetrics(registry := CollectorRegistry())
    known, prior = pb.RELIABILITY_STATUS_OK, pb.RELIABILITY_STATUS_PRIOR_ONLY
    answers = [pb.Reliability(status=known), pb.Reliability(status=prior), pb.Reliability(status=prior)]
    metrics.answered(pb.BatchGetReliabilityResponse(reliabilities=answers))
    metrics.answered(pb.AssessValuesResponse(status=pb.LEAN_STATUS_UNDETERMINED))
    metrics.answered(pb.RecordOutcomesResponse(recorded=2, shifts=[pb.Shift()]))
    assert registry.get_sample_value("reliability_estimates_total", {"status": "prior_only"}) == 2
    assert registry.get_sample_value("verdict_total", {"status": "undetermined"}) == 1
    assert registry.get_sample_value("outcomes_recorded_total") == 2
    assert registry.get_sample_value("reliability_shifts_total") == 1
