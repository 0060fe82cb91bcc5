import asyncio
import json
import sys
from itertools import product

import grpc
import pytest

from clashwire.nli_contradiction.v1 import nli_contradiction_pb2 as pb2
from clashwire.nli_contradiction.v1 import nli_contradiction_pb2_grpc as pb2_grpc
from service_kit.errors import ErrorKind, ServiceError
from tests.integration.nli_contradiction.conftest import Stub, request, serving

FIRE = "Five people died in the fire at the Varen paper mill."
PLACES = ("Osterby", "Varen", "Little Holm", "the old harbour of Sundvik")
STORIES = (
    ("The bridge at {} was closed on Monday.", "The bridge at {} was open on Monday."),
    ("Police in {} arrested two men after the robbery.", "Nobody was arrested in {} after the robbery."),
    ("The mayor of {} resigned.", "The mayor of {} stepped down."),
    ("Rain fell over {} for three days and the river rose by a metre.", "A new cinema opened in {}."),
)
MANY = [(a.format(one), b.format(two)) for (a, b), one, two in product(STORIES, PLACES, PLACES)]


@pytest.mark.parametrize(
    ("hypothesis", "relation"),
    [
        ("Nobody died in the fire at the Varen paper mill.", "contradiction"),
        ("People died in the fire at the Varen paper mill.", "entailment"),
        ("The paper mill at Varen was built in the last century.", "neutral"),
    ],
)
async def test_the_bundled_model_tells_the_three_relations_apart(stub: Stub, hypothesis: str, relation: str) -> None:
    (score,) = (await stub.ScorePairs(request((FIRE, hypothesis)))).scores
    shares = {name: getattr(score, name) for name in ("entailment", "neutral", "contradiction")}
    assert max(shares, key=shares.__getitem__) == relation
    assert sum(shares.values()) == pytest.approx(1.0, abs=1e-6)


async def test_a_score_does_not_depend_on_its_batch_mates() -> None:
    async with serving(remembered_scores=0) as stub:
        together = (await stub.ScorePairs(request(*MANY))).scores
        alone = [(await stub.ScorePairs(request(pair))).scores[0] for pair in MANY]
        beside = (await stub.ScorePairs(request((FIRE * 6, FIRE * 3), *MANY[::-1]))).scores[:0:-1]
    for one, two, three in zip(together, alone, beside, strict=True):
        assert one.contradiction == pytest.approx(two.contradiction, abs=1e-4)
        assert one.contradiction == pytest.approx(three.contradiction, abs=1e-4)
        assert (one.contradiction > 0.5) == (two.contradiction > 0.5) == (three.contradiction > 0.5)


async def test_two_processes_give_identical_scores(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NLI_CONTRADICTION_PORT", "0")
    here = await stub.ScorePairs(request(*MANY[:8]))
    other = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "nli_contradiction", stdout=asyncio.subprocess.PIPE
    )
    assert other.stdout is not None
    port = json.loads(await other.stdout.readline())["port"]
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        there = await pb2_grpc.NliContradictionServiceStub(channel).ScorePairs(request(*MANY[:8]))  # type: ignore[misc]
    other.terminate()
    assert await other.wait() == 0
    assert here == there


async def test_a_contradiction_in_a_long_premise_is_found_wherever_it_stands(stub: Stub) -> None:
    filler = "Farmers in the valley expect a good harvest of apples after a mild and rather wet spring. "
    planted, hypothesis = "Twelve sailors drowned when the ferry sank. ", "Nobody died when the ferry sank."
    premises = [filler * count + planted + filler * (187 - count) for count in (0, 12, 94, 100, 187)]
    scores = (await stub.ScorePairs(request(*[(premise, hypothesis) for premise in premises]))).scores
    found = [score.contradiction for score in scores]
    assert min(found) > 0.5
    assert max(found) - min(found) <= 0.1
    assert [score.characters_read for score in scores] == [len(premise) + len(hypothesis) for premise in premises]
    assert all(score.windows > 20 for score in scores)


async def test_no_pairs_give_no_scores(stub: Stub) -> None:
    assert not (await stub.ScorePairs(request())).scores


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        (request((FIRE, " ")), "pairs[0].hypothesis"),
        (request((FIRE, FIRE), ("", FIRE)), "pairs[1].premise"),
        (request(("x" * 101, FIRE)), "pairs[0].premise"),
        (request(*[("a", "b")] * 4), "pairs"),
    ],
)
async def test_bad_pairs_are_refused_by_name(sent: pb2.ScorePairsRequest, field: str) -> None:
    async with serving(max_pairs=3, max_characters=100) as stub:
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await stub.ScorePairs(sent)
    assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert field in str(refused.value.details())


@pytest.mark.parametrize(
    "text", ["\x00", "😀" * 50, "שלום עולם", "漢字" * 400, "a" * 5_000, '"' * 40, "1e400 ½ million"]
)
async def test_odd_texts_get_a_score(stub: Stub, text: str) -> None:
    (score,) = (await stub.ScorePairs(request((text, text)))).scores
    assert score.entailment + score.neutral + score.contradiction == pytest.approx(1.0, abs=1e-6)


async def test_an_overloaded_server_says_so_at_once_and_stays_up() -> None:
    async with serving(queue_tokens=40, batch_tokens=32, turn_tokens=32, remembered_scores=0) as stub:
        calls = [stub.ScorePairs(request((f"{FIRE} {number}", FIRE))) for number in range(60)]
        outcomes = await asyncio.gather(*calls, return_exceptions=True)
        codes = [outcome.code() for outcome in outcomes if isinstance(outcome, grpc.aio.AioRpcError)]
        assert codes
        assert set(codes) == {grpc.StatusCode.RESOURCE_EXHAUSTED}
        assert len(codes) < len(outcomes)
        assert (await stub.ScorePairs(request((FIRE, FIRE)))).scores


async def test_it_tells_which_models_serve(stub: Stub) -> None:
    told = await stub.GetModel(pb2.GetModelRequest())
    assert (len(told.nli.sha256), len(told.embedder.sha256)) == (64, 64)
    assert told.nli.name
    assert (told.max_tokens > 0, told.device) == (True, "cpu")


async def test_vectors_of_claims_have_length_one_and_like_claims_are_near(stub: Stub) -> None:
    texts = ["The ministry bought two ferries.", "Two ferries were bought by the ministry.", "Snow fell in the hills."]
    answer = await stub.EmbedClaims(pb2.EmbedClaimsRequest(texts=texts))
    one, two, other = (list(row.values) for row in answer.embeddings)
    assert sum(value * value for value in one) == pytest.approx(1.0, abs=1e-5)
    assert _cosine(one, two) > 0.8 > _cosine(one, other)


def _cosine(one: list[float], two: list[float]) -> float:
    return sum(a * b for a, b in zip(one, two, strict=True))


async def test_a_model_that_is_not_there_stops_the_start_with_a_reason(tmp_path: object) -> None:
    with pytest.raises(ServiceError) as failed:
        async with serving(model=str(tmp_path), backend="onnx"):
            pass
    assert failed.value.kind is ErrorKind.UNAVAILABLE
