"""Asks neighbours for their health."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from service_kit.errors import ServiceError
from service_kit.grpc_client import call


@dataclass(frozen=True)
class GrpcNeighbour:
    """One service by the name callers know."""

    name: str
    channel: grpc.aio.Channel

    async def is_serving(self, timeout_seconds: float) -> bool:
        stub: Any = health_pb2_grpc.HealthStub(self.channel)
        try:
            answer = await call(stub.Check, health_pb2.HealthCheckRequest(), timeout_seconds=timeout_seconds)
        except ServiceError:
            return False
        return bool(answer.status == health_pb2.HealthCheckResponse.SERVING)


class SeenOnce:
    """Which neighbours were not seen serving yet since this gateway started."""

    def __init__(self, awaited: Sequence[GrpcNeighbour]) -> None:
        self._unseen = list(awaited)

    @property
    def missing(self) -> Sequence[str]:
        return [neighbour.name for neighbour in self._unseen]

    async def wait(self, pause_seconds: float) -> None:
        """Look, with pauses, until each was seen once."""
        while True:
            for neighbour in tuple(self._unseen):
                if await neighbour.is_serving(pause_seconds):
                    self._unseen.remove(neighbour)
            if not self._unseen:
                return
            await asyncio.sleep(pause_seconds)
