"""Threads for blocking work, so that the event loop, and health with it, never waits for the database."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from types import TracebackType
from typing import Self, TypeVar

_Result = TypeVar("_Result")


class Workers:
    """Several readers and one writer: writers take turns anyhow, and must not use up the readers."""

    def __init__(self, readers: int) -> None:
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="reliability-read")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="reliability-write")

    async def read(self, work: Callable[[], _Result]) -> _Result:
        return await _run(self._readers, work)

    async def write(self, work: Callable[[], _Result]) -> _Result:
        return await _run(self._writer, work)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pool in (self._readers, self._writer):
            await asyncio.to_thread(pool.shutdown)


async def _run(pool: ThreadPoolExecutor, work: Callable[[], _Result]) -> _Result:
    context = copy_context()
    return await asyncio.get_running_loop().run_in_executor(pool, lambda: context.run(work))
