"""The service over real gRPC."""

import asyncio
import time
from typing import Any

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from clashwire.claim_extraction.v1 import claim_extraction_pb2 as pb2
from clashwire.claims.v1 import claim_pb2
from tests.integration.claim_extraction.conftest import Running

STORY = (
    "Villagers accused the Ostmark garrison of shelling the mill at Lund on Tuesday. A video shows soldiers burning"
    " the mill. At the assembly, Ostmark representatives denied the accusations, dismissing them as baseless."
)


async def test_claims_travel_with_every_field(server: Running) -> None:
    document = pb2.Document(id="a", text=STORY)
    document.published_at.FromJsonString("2026-03-05T10:00:00Z")
    answer = await server.stub.ExtractClaims(pb2.ExtractClaimsRequest(tenant="t", documents=[document]))
    by_stance = {claim.stance: claim for claim in answer.claims}
    denial, evidence = by_stance[claim_pb2.STANCE_DENIES], by_stance[claim_pb2.STANCE_REPORTS_EVIDENCE]
    accusation = by_stance[claim_pb2.STANCE_ALLEGES]
    assert denial.proposition == accusation.proposition
    assert set(denial.responds_to) == {accusation.id, evidence.id}
    assert denial.resolved_from.text == accusation.quote.text
    assert denial.speaker.name == "Ostmark representatives"
    assert evidence.evidence_kind == claim_pb2.EVIDENCE_KIND_VIDEO
    assert accusation.time.start.ToJsonString() == "2026-03-03T00:00:00Z"
    assert (accusation.event.head, accusation.rule, accusation.document_id) == ("shell", "C01", "a")
    assert all(STORY[c.quote.start : c.quote.end] == c.quote.text for c in answer.claims)
    assert answer.coverage[0].characters_read == len(STORY)
    assert len(answer.model.sha256) == 64


async def test_a_stream_names_the_model_first_and_the_coverage_last(server: Running) -> None:
    request = pb2.StreamExtractClaimsRequest(documents=[pb2.Document(id="a", text=STORY)])
    items = [item.WhichOneof("item") async for item in server.stub.StreamExtractClaims(request)]
    assert (items[0], items[-1]) == ("model", "coverage")
    assert items.count("claim") >= 3


async def test_the_first_claims_of_a_long_document_arrive_early(server: Running) -> None:
    text = "\n\n".join(f"The board of district {n} said the wall at gate {n} had cracked." for n in range(900))
    request = pb2.StreamExtractClaimsRequest(documents=[pb2.Document(id="a", text=text)])
    started, first = time.monotonic(), 0.0
    async for item in server.stub.StreamExtractClaims(request):
        if item.WhichOneof("item") == "claim" and not first:
            first = time.monotonic() - started
    assert 0 < first < (time.monotonic() - started) / 4


async def test_health_answers_while_a_long_document_is_read(server: Running) -> None:
    text = "The mayor said that the old bridge over the river was safe and would stay open. " * 600
    reading = asyncio.ensure_future(
        server.stub.ExtractClaims(pb2.ExtractClaimsRequest(documents=[pb2.Document(id="a", text=text)]))
    )
    health: Any = health_pb2_grpc.HealthStub(server.channel)
    waits: list[float] = []
    while not reading.done():
        started = time.monotonic()
        await health.Check(health_pb2.HealthCheckRequest())
        waits.append(time.monotonic() - started)
    await reading
    # a loaded machine may take the process off its core once, so nine in ten must be in time
    assert sorted(waits)[int(0.9 * len(waits))] < 0.2


@pytest.mark.parametrize(
    ("documents", "named"),
    [
        ([], "documents"),
        ([pb2.Document(id="a", text=" ")], "documents[0].text"),
        ([pb2.Document(id="a", text="x"), pb2.Document(id="a", text="y")], "documents"),
        ([pb2.Document(id="a", text="word " * 20_000)], "60000"),
        ([pb2.Document(id=str(n), text="x") for n in range(4)], "3"),
    ],
)
async def test_bad_requests_are_invalid_and_name_field_or_limit(
    server: Running, documents: list[pb2.Document], named: str
) -> None:
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await server.stub.ExtractClaims(pb2.ExtractClaimsRequest(documents=documents))
    assert caught.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert named in (caught.value.details() or "")


async def test_captions_are_read_as_claims(server: Running) -> None:
    media = pb2.Media(kind="image", caption="Ferry captain Ines Duro denied steering the boat onto the reef.")
    document = pb2.Document(id="a", text="The ferry sank on the reef near Orlo.", media=[media])
    answer = await server.stub.ExtractClaims(pb2.ExtractClaimsRequest(documents=[document]))
    caption = next(c for c in answer.claims if c.quote.part == claim_pb2.PART_CAPTION)
    assert (caption.stance, caption.quote.text) == (claim_pb2.STANCE_DENIES, media.caption)


async def test_a_denial_may_answer_an_earlier_document_when_asked(server: Running) -> None:
    first = pb2.Document(id="a", text="Villagers accused Brennholm Steel of dumping acid in the lake.")
    second = pb2.Document(id="b", text="Brennholm Steel rejected the accusation.")
    for across, linked in ((True, 1), (False, 0)):
        request = pb2.ExtractClaimsRequest(documents=[first, second], resolve_across_documents=across)
        answer = await server.stub.ExtractClaims(request)
        denial = next(c for c in answer.claims if c.document_id == "b")
        assert len(denial.responds_to) == linked
        assert denial.needs_context is not bool(linked)
