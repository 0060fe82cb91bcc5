"""FindClashes over real gRPC with the bundled models."""

import grpc
import pytest

from clashwire.claims.v1 import claim_pb2
from clashwire.nli_contradiction.v1 import nli_contradiction_pb2 as pb2
from tests.integration.nli_contradiction.conftest import Stub


def claim(
    number: int, proposition: str, speaker: str, stance: str = "STANCE_ASSERTS", **fields: object
) -> claim_pb2.Claim:
    start = number * 1000
    quote = claim_pb2.Quote(start=start, end=start + len(proposition), text=proposition)
    given = {"id": f"clm_{number}", "document_id": "d1", "quote": quote, "proposition": proposition, "stance": stance}
    return claim_pb2.Claim(speaker=claim_pb2.Speaker(name=speaker), confidence=0.8, **given | fields)  # type: ignore[arg-type]


ACCUSED = claim(1, "Ostmark sent troops to Karsk", "Envoy", "STANCE_ALLEGES")
DENIED = claim(2, "Ostmark sent troops to Karsk", "Ostmark", "STANCE_DENIES", responds_to=["clm_1"])
PAID = claim(3, "Brenta Foods paid the inspector Olo Reen 4,000 crowns in cash", "Accountant")
UNPAID = claim(4, "Brenta Foods paid the inspector Olo Reen", "Brenta Foods", "STANCE_DENIES")
WEATHER = claim(5, "it rained in Tirsk all week", "author")


async def test_a_linked_denial_and_one_the_model_understands_are_found(stub: Stub) -> None:
    sides = [ACCUSED, DENIED, PAID, UNPAID, WEATHER]
    answer = await stub.FindClashes(pb2.FindClashesRequest(claims=sides))
    assert {tuple(s.claim_id for s in c.sides) for c in answer.clashes} == {("clm_1", "clm_2"), ("clm_3", "clm_4")}
    assert {c.kind for c in answer.clashes} == {pb2.CLASH_KIND_DENIAL_VS_ASSERTION}
    assert answer.pairs_skipped == 0
    assert len(answer.model.sha256) == 64


async def test_the_same_claims_give_the_same_answer(stub: Stub) -> None:
    wanted = pb2.FindClashesRequest(claims=[ACCUSED, DENIED, PAID, UNPAID])
    assert await stub.FindClashes(wanted) == await stub.FindClashes(wanted)


async def test_a_claim_without_a_stance_is_refused_by_field(stub: Stub) -> None:
    with pytest.raises(grpc.aio.AioRpcError) as refusal:
        await stub.FindClashes(pb2.FindClashesRequest(claims=[ACCUSED, claim(6, "x", "y", "STANCE_UNSPECIFIED")]))
    assert refusal.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert "stance" in (refusal.value.details() or "")
