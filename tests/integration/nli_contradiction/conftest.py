"""The service in this process on a free port, with the model its settings name."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeAlias

import grpc
import pytest

from clashwire.nli_contradiction.v1 import nli_contradiction_pb2 as pb2
from clashwire.nli_contradiction.v1 import nli_contradiction_pb2_grpc as pb2_grpc
from nli_contradiction.bootstrap import run
from nli_contradiction.settings import Settings

Stub: TypeAlias = "pb2_grpc.NliContradictionServiceAsyncStub"


@asynccontextmanager
async def serving(**settings: object) -> AsyncIterator[Stub]:
    """A stub of a service started with these settings; what the start raises is raised here."""
    stop = asyncio.Event()
    port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    server = asyncio.create_task(run(Settings(port=0, **settings), stop, port.set_result))  # type: ignore[arg-type]
    await asyncio.wait((server, port), return_when=asyncio.FIRST_COMPLETED)
    if server.done():
        server.result()
    try:
        async with grpc.aio.insecure_channel(f"127.0.0.1:{port.result()}") as channel:
            yield pb2_grpc.NliContradictionServiceStub(channel)  # type: ignore[misc]
    finally:
        stop.set()
        await server


def request(*pairs: tuple[str, str]) -> pb2.ScorePairsRequest:
    return pb2.ScorePairsRequest(
        pairs=[pb2.Pair(premise=premise, hypothesis=hypothesis) for premise, hypothesis in pairs]
    )


@pytest.fixture
async def stub() -> AsyncIterator[Stub]:
    async with serving() as stub:
        yield stub
