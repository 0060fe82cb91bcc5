"""A real server of one small service, on a port of its own."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import grpc

from service_kit.context import current_request_id, current_traceparent
from service_kit.errors import ErrorKind, ServiceError
from service_kit.grpc_client import open_channel
from service_kit.grpc_server import ServerOptions, serve

SERVICE = "probe.v1.ProbeService"


@dataclass
class Probe:
    """Answers by the word it is sent; `entered` tells that a call has begun, `release` lets `wait` finish."""

    entered: asyncio.Event = field(default_factory=asyncio.Event)
    release: asyncio.Event = field(default_factory=asyncio.Event)
    attempts: int = 0
    peers: set[str] = field(default_factory=set)

    async def unary(self, request: bytes, context: object) -> bytes:
        self.attempts += 1
        if context is not None:
            self.peers.add(context.peer())  # type: ignore[attr-defined]
        self.entered.set()
        if request == b"identity":
            return f"{current_request_id()} {current_traceparent()}".encode()
        if request == b"wait":
            await self.release.wait()
        if request == b"bug":
            raise ValueError(request + b"gy input")
        if request == b"timeout":
            raise TimeoutError
        if request == b"flaky" and self.attempts < 3:
            raise ServiceError(ErrorKind.UNAVAILABLE, "not yet", reason="NOT_YET")
        return request

    async def collect(self, requests: AsyncIterator[bytes], _context: object) -> bytes:
        return b" ".join([request async for request in requests])

    async def repeat(self, request: bytes, _context: object) -> AsyncIterator[bytes]:
        yield request
        yield request

    async def echo(self, requests: AsyncIterator[bytes], _context: object) -> AsyncIterator[bytes]:
        async for request in requests:
            yield await self.unary(request, None)

    async def attach(self, server: grpc.aio.Server) -> Sequence[str]:
        handlers = {
            "Unary": grpc.unary_unary_rpc_method_handler(self.unary),
            "Collect": grpc.stream_unary_rpc_method_handler(self.collect),
            "Repeat": grpc.unary_stream_rpc_method_handler(self.repeat),
            "Echo": grpc.stream_stream_rpc_method_handler(self.echo),
        }
        server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, handlers),))
        return [SERVICE]


@dataclass
class Running:
    """A served probe; set `stop` and await `done` to see it drain."""

    probe: Probe
    port: int
    channel: grpc.aio.Channel
    stop: asyncio.Event
    done: asyncio.Task[None]


@asynccontextmanager
async def running_probe(options: ServerOptions | None = None, probe: Probe | None = None) -> AsyncIterator[Running]:
    probe, stop = probe or Probe(), asyncio.Event()
    port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    done = asyncio.create_task(serve(options or ServerOptions(grace_seconds=5), probe.attach, stop, port.set_result))
    async with open_channel(f"127.0.0.1:{await port}") as channel:
        yield Running(probe, port.result(), channel, stop, done)
        stop.set()
        probe.release.set()
        await done
