"""Starts and stops one service, in this process or in a child."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import cast

from service_kit.errors import ErrorKind, ServiceError

Run = Callable[[asyncio.Event, Callable[[int], None]], Awaitable[None]]
"""Serves until the event is set and reports the bound port when ready."""


@dataclass(frozen=True)
class Part:
    """A service that serves on loopback; `ended` is done when it no longer does, for whatever reason."""

    name: str
    port: int
    ended: asyncio.Future[None]

    @property
    def target(self) -> str:
        return f"127.0.0.1:{self.port}"


@asynccontextmanager
async def in_this_process(name: str, run: Run, start_seconds: float) -> AsyncIterator[Part]:
    """Serve in this event loop for the block; raises what the service raises, ServiceError where it is too slow."""
    stop = asyncio.Event()
    ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    serving = asyncio.ensure_future(run(stop, ready.set_result))
    try:
        await asyncio.wait((serving, ready), timeout=start_seconds, return_when=asyncio.FIRST_COMPLETED)
        if ready.done():
            yield Part(name, ready.result(), serving)
        elif not serving.done():
            raise _not_ready(name, f"did not become ready within {start_seconds:g} seconds")
    finally:
        stop.set()
        await asyncio.wait((serving,))
    await serving
    if not ready.done():
        raise _not_ready(name, "ended before it was ready")


@dataclass(frozen=True)
class Child:
    """A started process; `ready` awaits the one line with which it announces its port."""

    name: str
    process: Process

    async def ready(self, start_seconds: float) -> Part:
        output = cast("asyncio.StreamReader", self.process.stdout)
        try:
            line = await asyncio.wait_for(output.readline(), start_seconds)
        except TimeoutError as error:
            raise _not_ready(self.name, f"did not become ready within {start_seconds:g} seconds") from error
        if not line:
            raise _not_ready(self.name, f"ended with status {await self.process.wait()} before it was ready")
        return Part(self.name, int(json.loads(line)["port"]), asyncio.ensure_future(self._read_to_the_end(output)))

    async def _read_to_the_end(self, output: asyncio.StreamReader) -> None:
        await output.read()
        await self.process.wait()

    async def stop(self, grace_seconds: float) -> None:
        with suppress(ProcessLookupError):
            self.process.terminate()
        try:
            await asyncio.wait_for(self.process.wait(), grace_seconds)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()


@asynccontextmanager
async def in_a_child(
    name: str, module: str, environment: Mapping[str, str], grace_seconds: float
) -> AsyncIterator[Child]:
    """Run `python -m module` for the block, in a session of its own: Ctrl-C reaches the parent, which stops it last."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, stdin=PIPE, stdout=PIPE, env={**os.environ, **environment}, start_new_session=True
    )
    child = Child(name, process)
    try:
        yield child
    finally:
        await child.stop(grace_seconds)


def _not_ready(name: str, what: str) -> ServiceError:
    return ServiceError(ErrorKind.UNAVAILABLE, f"{name} {what}", reason="PART_NOT_READY")
