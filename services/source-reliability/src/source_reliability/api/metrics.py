"""Counts what the answers of source-reliability hold."""

from collections import Counter as Tally

from prometheus_client import CollectorRegistry, Counter

from clashwire.source_reliability.v1 import source_reliability_pb2 as pb


class ReliabilityMetrics:
    """Made once per server; `answered` takes any of its response messages."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._estimates = Counter("reliability_estimates", "Estimates answered.", ("status",), registry=registry)
        self._assessed = Counter("verdict", "Assessments of competing values.", ("status",), registry=registry)
        self._recorded = Counter("outcomes_recorded", "Outcomes newly stored.", registry=registry)
        self._shifts = Counter("reliability_shifts", "Jumps of a source's reliability.", registry=registry)

    def answered(self, response: object) -> None:
        if isinstance(response, pb.BatchGetReliabilityResponse):
            for number, count in Tally(estimate.status for estimate in response.reliabilities).items():
                name = pb.ReliabilityStatus.Name(number)
                self._estimates.labels(name.removeprefix("RELIABILITY_STATUS_").lower()).inc(count)
        elif isinstance(response, pb.AssessValuesResponse):
            status = pb.LeanStatus.Name(response.status)
            self._assessed.labels(status.removeprefix("LEAN_STATUS_").lower()).inc()
        elif isinstance(response, pb.RecordOutcomesResponse):
            self._recorded.inc(response.recorded)
            self._shifts.inc(len(response.shifts))
