"""Tells open pages that something has changed, as server-sent events."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import datetime

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from gateway.api.desk.route import DeskRoute
from gateway.api.desk.visit import Looking, Visit
from gateway.domain.ports import Records

router = APIRouter(route_class=DeskRoute, include_in_schema=False)

_LOOK_SECONDS = 1.0
_LOOKS_PER_SIGN_OF_LIFE = 15
_LOOKS_PER_STREAM = 300


@router.get("/desk/events")
async def events(request: Request, visit: Looking) -> Response:
    """Stream `changed` whenever a clash came, changed or went; it ends after a while, so that a sign-out is noticed."""
    stream = _changes(visit, request.app.state.closing)
    return StreamingResponse(stream, media_type="text/event-stream", headers={"x-accel-buffering": "no"})


async def _changes(visit: Visit, closing: asyncio.Event) -> AsyncIterator[str]:
    last = await visit.read(_last_change)
    yield "retry: 2000\nevent: opened\ndata:\n\n"
    for look in range(1, _LOOKS_PER_STREAM + 1):
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(closing.wait(), _LOOK_SECONDS)
        if closing.is_set():
            return
        now = await visit.read(_last_change)
        if now != last:
            last = now
            yield "event: changed\ndata:\n\n"
        elif look % _LOOKS_PER_SIGN_OF_LIFE == 0:
            yield ": still here\n\n"


def _last_change(records: Records) -> tuple[int, datetime | None]:
    return records.clashes.last_change()
