"""Runs blocking reading on threads of its own, so that the event loop stays free to answer health."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Self, TypeVar

from service_kit.errors import ErrorKind, ServiceError

T = TypeVar("T")
STREAM_BUFFER = 256


class Workers:
    """A few threads and a bounded wait for them; a full one raises OVERLOADED at once."""

    def __init__(self, threads: int, max_waiting: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="reading")
        self._allowed = threads + max_waiting
        self._taken = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def run(self, items: Callable[[], Iterator[T]]) -> list[T]:
        """All items of a blocking iterator; the iterator is left early where the caller goes away."""
        return [item async for item in self.stream(items)]

    async def stream(self, items: Callable[[], Iterator[T]]) -> AsyncIterator[T]:
        """Items of a blocking iterator as they come."""
        if self._taken >= self._allowed:
            raise ServiceError(
                ErrorKind.OVERLOADED, "too many documents are being read; try again", reason="READERS_BUSY"
            )
        self._taken += 1
        gone = threading.Event()
        loop, queue = asyncio.get_running_loop(), asyncio.Queue[T | None]()
        work = loop.run_in_executor(
            self._pool, _drain, items, gone, lambda item: loop.call_soon_threadsafe(queue.put_nowait, item)
        )
        try:
            while (item := await queue.get()) is not None:
                yield item
            await work
        finally:
            gone.set()
            self._taken -= 1
            if not work.done():
                work.cancel()


def _drain(items: Callable[[], Iterator[T]], gone: threading.Event, put: Callable[[T | None], object]) -> None:
    try:
        for item in items():
            if gone.is_set():
                return
            put(item)
    finally:
        with suppress(RuntimeError):
            put(None)
