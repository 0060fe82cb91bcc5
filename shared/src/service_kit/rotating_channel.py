"""A channel that shows the newest certificate: it opens a new connection when the TLS files are replaced."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import grpc

from service_kit.tls import Rotation, TlsFiles

_LAST_CALLS_SECONDS = 120.0


class RotatingChannel(grpc.aio.Channel):
    """Hands each call to the channel opened with the newest files; an older one is closed when its calls are done."""

    def __init__(self, files: TlsFiles, open_with: Callable[[tuple[bytes, bytes, bytes]], grpc.aio.Channel]) -> None:
        self._rotation = Rotation(files)
        self._open_with = open_with
        self._channel = open_with(self._rotation.current)
        self._closing: set[asyncio.Task[None]] = set()

    def newest(self) -> grpc.aio.Channel:
        if self._rotation.changed():
            closing = asyncio.ensure_future(self._channel.close(_LAST_CALLS_SECONDS))
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)
            self._channel = self._open_with(self._rotation.current)
        return self._channel

    def unary_unary(self, *arguments: Any, **options: Any) -> Any:
        return _LateCall(self, "unary_unary", arguments, options)

    def unary_stream(self, *arguments: Any, **options: Any) -> Any:
        return _LateCall(self, "unary_stream", arguments, options)

    def stream_unary(self, *arguments: Any, **options: Any) -> Any:
        return _LateCall(self, "stream_unary", arguments, options)

    def stream_stream(self, *arguments: Any, **options: Any) -> Any:
        return _LateCall(self, "stream_stream", arguments, options)

    def get_state(self, try_to_connect: bool = False) -> grpc.ChannelConnectivity:  # noqa: FBT001, FBT002 (grpc's own)
        return self.newest().get_state(try_to_connect)

    async def wait_for_state_change(self, last_observed_state: grpc.ChannelConnectivity) -> None:
        await self._channel.wait_for_state_change(last_observed_state)

    async def channel_ready(self) -> None:
        await self.newest().channel_ready()

    async def close(self, grace: float | None = None) -> None:
        for closing in self._closing:
            closing.cancel()
        await self._channel.close(grace)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc_val: BaseException | None, exc_tb: TracebackType | None
    ) -> None:
        await self.close()


class _LateCall:
    """A method of a stub that asks at each call which channel is the newest."""

    def __init__(self, owner: RotatingChannel, shape: str, arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
        self._owner, self._shape, self._arguments, self._options = owner, shape, arguments, options
        self._made_for: grpc.aio.Channel | None = None
        self._call: Any = None

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        channel = self._owner.newest()
        if channel is not self._made_for:
            self._made_for = channel
            self._call = getattr(channel, self._shape)(*self._arguments, **self._options)
        return self._call(*arguments, **options)
