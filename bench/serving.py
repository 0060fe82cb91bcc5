"""Starting one service for a benchmark, and what every benchmark computes."""
# ruff: noqa: INP001 (a script, no package)

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import grpc
from grpc_health.v1.health_pb2 import HealthCheckRequest, HealthCheckResponse
from grpc_health.v1.health_pb2_grpc import HealthStub


@contextmanager
def serving(package: str, settings: Mapping[str, str]) -> Iterator[str]:
    """The service on a free port of loopback, in a process of its own; yields its gRPC target."""
    port = free_port()
    env = {**os.environ, f"{package.upper()}_PORT": str(port), f"{package.upper()}_LOG_LEVEL": "error", **settings}
    with subprocess.Popen([sys.executable, "-m", package], env=env, stdout=subprocess.DEVNULL) as process:  # noqa: S603 (our own package)
        try:
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def wait_until_serving(channel: grpc.aio.Channel, seconds: float = 30.0) -> None:
    """Return when the health service says SERVING; raises TimeoutError."""
    async with asyncio.timeout(seconds):
        async for answer in HealthStub(channel).Watch(HealthCheckRequest(), wait_for_ready=True):
            if answer.status == HealthCheckResponse.SERVING:
                return


def quantile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")
