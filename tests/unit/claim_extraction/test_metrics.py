"""What claim-extraction answers is counted."""

import pytest
from prometheus_client import CollectorRegistry

from claim_extraction.api.metrics import ExtractionMetrics
from clashwire.claim_extraction.v1 import claim_extraction_pb2 as pb
from clashwire.claims.v1.claim_pb2 import STANCE_DENIES, Claim

CLAIM = Claim(stance=STANCE_DENIES)
WHOLE = pb.Coverage(characters=100, characters_read=100, language="en")
PART = pb.Coverage(characters=100, characters_read=60, language="en")


@pytest.mark.parametrize(
    "responses",
    [
        [pb.ExtractClaimsResponse(claims=[CLAIM, CLAIM], coverage=[WHOLE, PART])],
        [
            pb.StreamExtractClaimsResponse(model=pb.ExtractionModel(name="m")),
            pb.StreamExtractClaimsResponse(claim=CLAIM),
            pb.StreamExtractClaimsResponse(claim=CLAIM),
            pb.StreamExtractClaimsResponse(coverage=WHOLE),
            pb.StreamExtractClaimsResponse(coverage=PART),
        ],
    ],
    ids=["unary", "streamed"],
)
def test_claims_and_coverage_are_counted_however_they_are_sent(responses: list[object]) -> None:
    metrics = ExtractionMetrics(registry := CollectorRegistry())
    for response in responses:
        metrics.answered(response)
    assert registry.get_sample_value("claims_extracted_total", {"stance": "denies"}) == 2
    assert registry.get_sample_value("documents_read_total", {"language": "en"}) == 2
    assert registry.get_sample_value("input_truncated_total") == 1
    assert registry.get_sample_value("input_characters_total") == 200
    assert registry.get_sample_value("input_characters_read_total") == 160
