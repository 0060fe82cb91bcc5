"""Times recording and reading over gRPC: python benchmark.py DATABASE_URL [--outcomes N] [--sources N]."""
# ruff: noqa: INP001, S311

import argparse
import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import grpc
from google.protobuf.timestamp_pb2 import Timestamp

from clashwire.claims.v1 import claim_pb2
from clashwire.source_reliability.v1 import source_reliability_pb2 as pb2
from clashwire.source_reliability.v1 import source_reliability_pb2_grpc as pb2_grpc

_BATCH = 1000
_READS = 200
_QUERIES = 200
_NEWEST = 1_760_000_000
_EVIDENCE = [claim_pb2.EVIDENCE_KIND_STATEMENT, claim_pb2.EVIDENCE_KIND_VIDEO, claim_pb2.EVIDENCE_KIND_IMAGE]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database_url")
    parser.add_argument("--outcomes", type=int, default=1_000_000)
    parser.add_argument("--sources", type=int, default=100_000)
    chosen = parser.parse_args()
    asyncio.run(_benchmark(chosen.database_url, chosen.outcomes, chosen.sources))


async def _benchmark(database_url: str, outcomes: int, sources: int) -> None:
    chance = random.Random(1)
    async with _serving(database_url) as stub:
        started = time.perf_counter()
        for number in range(0, outcomes, _BATCH):
            await stub.RecordOutcomes(_batch(chance, number, sources))
        seconds = time.perf_counter() - started
        _say(f"recorded {outcomes} outcomes of {sources} sources: {outcomes / max(seconds, 1e-9):.0f}/s")
        for reasons in (False, True):
            times = sorted([await _read(stub, chance, sources, with_reasons=reasons) for _ in range(_READS)])
            p95 = times[int(0.95 * len(times))]
            named = "with reasons" if reasons else "without reasons"
            _say(f"{_QUERIES} sources {named}: p50 {statistics.median(times):.1f} ms, p95 {p95:.1f} ms")


def _batch(chance: random.Random, first: int, sources: int) -> pb2.RecordOutcomesRequest:
    return pb2.RecordOutcomesRequest(
        tenant="bench",
        outcomes=[
            pb2.Outcome(
                id=f"out_{number}",
                source=pb2.ReliabilityQuery(
                    source=_source(chance.randrange(sources)),
                    evidence_kind=chance.choice(_EVIDENCE),
                    stance=chance.choice([claim_pb2.STANCE_ASSERTS, claim_pb2.STANCE_DENIES]),
                ),
                right=float(chance.random() < 0.7),
                resolver=pb2.RESOLVER_EDITOR,
                event_time=Timestamp(seconds=_NEWEST - chance.randrange(60_000_000)),
                origin_id=f"origin_{number // 3}",
            )
            for number in range(first, first + _BATCH)
        ],
    )


def _source(number: int) -> str:
    return f"domain:outlet{number}.example" if number % 2 else f"speaker:official-{number}"


async def _read(
    stub: "pb2_grpc.SourceReliabilityServiceAsyncStub", chance: random.Random, sources: int, *, with_reasons: bool
) -> float:
    queries = [
        pb2.ReliabilityQuery(
            source=_source(chance.randrange(sources)),
            evidence_kind=claim_pb2.EVIDENCE_KIND_STATEMENT,
            stance=claim_pb2.STANCE_DENIES,
        )
        for _ in range(_QUERIES)
    ]
    request = pb2.BatchGetReliabilityRequest(tenant="bench", queries=queries, with_reasons=with_reasons)
    started = time.perf_counter()
    await stub.BatchGetReliability(request)
    return (time.perf_counter() - started) * 1000


@asynccontextmanager
async def _serving(database_url: str) -> AsyncIterator["pb2_grpc.SourceReliabilityServiceAsyncStub"]:
    own = {"DATABASE_URL": database_url, "MIGRATE_ON_START": "true", "PORT": "0", "LOG_LEVEL": "warning"}
    environment = {**os.environ, **{f"SOURCE_RELIABILITY_{name}": value for name, value in own.items()}}
    command = (sys.executable, "-m", "source_reliability")
    service = await asyncio.create_subprocess_exec(*command, env=environment, stdout=subprocess.PIPE)
    assert service.stdout is not None  # noqa: S101 (it is a pipe)
    port = json.loads(await service.stdout.readline())["port"]
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield pb2_grpc.SourceReliabilityServiceStub(channel)
    service.terminate()
    await service.wait()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
