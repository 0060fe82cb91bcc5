"""What nli-contradiction answers is counted."""

from prometheus_client import CollectorRegistry

from clashwire.nli_contradiction.v1 import nli_contradiction_pb2 as pb
from nli_contradiction.api.metrics import ContradictionMetrics


def test_pairs_clashes_and_the_model_are_counted() -> None:
    metrics = ContradictionMetrics(registry := CollectorRegistry())
    model = pb.Model(name="small", sha256="ab")
    metrics.answered(pb.ScorePairsResponse(scores=[pb.PairScore(), pb.PairScore()], model=model))
    clash = pb.Clash(kind=pb.CLASH_KIND_DENIAL_VS_EVIDENCE)
    metrics.answered(
        pb.FindClashesResponse(clashes=[clash], unsure=[clash, clash], pairs_scored=20, pairs_skipped=3, model=model)
    )
    assert registry.get_sample_value("nli_pairs_total", {"method": "ScorePairs"}) == 2
    assert registry.get_sample_value("nli_pairs_total", {"method": "FindClashes"}) == 20
    assert registry.get_sample_value("nli_pairs_skipped_total") == 3
    assert registry.get_sample_value("clash_found_total", {"kind": "denial_vs_evidence"}) == 1
    assert registry.get_sample_value("clash_unsure_total") == 2
    assert registry.get_sample_value("model_info", {"name": "small", "hash": "ab"}) == 1
