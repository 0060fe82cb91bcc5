"""Joins the four services on one machine: claim-extraction in a child, the others in this process."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from typing import Any

import gateway.bootstrap
import gateway.settings
import source_reliability.bootstrap
import source_reliability.settings
from service_kit.errors import ErrorKind, ServiceError
from standalone.extraction_part import extraction_child
from standalone.nli_part import nli_part
from standalone.parts import Part, Run, in_this_process
from standalone.settings import Settings


async def run(settings: Settings, stop: asyncio.Event, on_ready: Callable[[int], None]) -> None:
    """Serve until `stop` is set; `on_ready` gets the port of the gateway. A stop while starting ends at once.

    Raises ServiceError where a part cannot start or ends by itself.
    """
    started = asyncio.Event()
    serving = asyncio.ensure_future(_serve(settings, stop, started, on_ready))
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if started.is_set() or serving.done():
        await serving
    else:
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving


async def _serve(
    settings: Settings, stop: asyncio.Event, started: asyncio.Event, on_ready: Callable[[int], None]
) -> None:
    async with every_part(settings) as parts:
        started.set()
        on_ready(parts[-1].port)
        stopping = asyncio.ensure_future(stop.wait())
        awaited: list[asyncio.Future[Any]] = [stopping, *(part.ended for part in parts)]
        await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
        if not stopping.done():
            stopping.cancel()
            ended = next(part for part in parts if part.ended.done())
            message = f"{ended.name} ended unexpectedly"
            raise ServiceError(ErrorKind.UNAVAILABLE, message, reason="PART_ENDED") from ended.ended.exception()


@asynccontextmanager
async def every_part(settings: Settings) -> AsyncIterator[list[Part]]:
    """All four for the block, the gateway last to start and first to stop."""
    async with AsyncExitStack() as stack:
        child = await stack.enter_async_context(extraction_child(settings))
        nli = await stack.enter_async_context(nli_part(settings))
        reliability = await stack.enter_async_context(
            in_this_process("source-reliability", _reliability(settings), settings.start_seconds)
        )
        extraction = await child.ready(settings.start_seconds)
        run_gateway = _gateway(settings, extraction, nli, reliability)
        front = await stack.enter_async_context(in_this_process("gateway", run_gateway, settings.start_seconds))
        yield [extraction, nli, reliability, front]


def _reliability(settings: Settings) -> Run:
    own = source_reliability.settings.Settings(
        host="127.0.0.1",
        port=0,
        grace_seconds=settings.grace_seconds,
        database_url=settings.sqlite_url("source-reliability"),
        migrate_on_start=True,
    )
    return partial(source_reliability.bootstrap.run, own)


def _gateway(settings: Settings, extraction: Part, nli: Part, reliability: Part) -> Run:
    own = gateway.settings.Settings(
        host=settings.host,
        port=settings.port,
        grace_seconds=settings.grace_seconds,
        database_url=settings.sqlite_url("gateway"),
        migrate_on_start=True,
        claim_extraction_target=extraction.target,
        nli_contradiction_target=nli.target,
        source_reliability_target=reliability.target,
    )
    return partial(gateway.bootstrap.run, own)
