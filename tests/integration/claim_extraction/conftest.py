"""The real pipeline, loaded once, and a real server on a free port."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import grpc
import pytest

from claim_extraction.bootstrap import load, run
from claim_extraction.domain.extraction import ClaimExtractor
from claim_extraction.domain.model import Claim, Document, Part
from claim_extraction.settings import Settings
from clashwire.claim_extraction.v1 import claim_extraction_pb2_grpc as pb2_grpc

Extract = Callable[[str], list[Claim]]


@pytest.fixture(scope="session")
def extractor() -> ClaimExtractor:
    return load(Settings()).extractor


@pytest.fixture(scope="session")
def extract(extractor: ClaimExtractor) -> Extract:
    def claims_of(text: str) -> list[Claim]:
        (found,) = extractor.extract([Document(text, "d")])
        return [claim for claim in found.claims if claim.quote.part is Part.TEXT]

    return claims_of


@dataclass
class Running:
    """A served extractor: where it listens, its channel and its stub."""

    target: str
    channel: grpc.aio.Channel
    stub: "pb2_grpc.ClaimExtractionServiceAsyncStub"


@pytest.fixture
async def server() -> AsyncIterator[Running]:
    stop, ready = asyncio.Event(), asyncio.get_running_loop().create_future()
    running = asyncio.create_task(run(Settings(port=0, max_documents=3, max_characters=60_000), stop, ready.set_result))
    port = await asyncio.wait_for(ready, 60)
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield Running(f"127.0.0.1:{port}", channel, pb2_grpc.ClaimExtractionServiceStub(channel))
    stop.set()
    await running
