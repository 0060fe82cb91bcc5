"""Tells open pages that something has changed, as server-sent events."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from gateway.api.desk.route import DeskRoute
from gateway.api.desk.visit import Looking, Visit
from gateway.domain.bell import Bell, Listener, events_of
from gateway.domain.ports import Records

router = APIRouter(route_class=DeskRoute, include_in_schema=False)

_LOOK_SECONDS = 1.0
_LEAST_SECONDS = 0.2
_LOOKS_PER_SIGN_OF_LIFE = 15
_LOOKS_PER_STREAM = 300


@router.get("/desk/events")
async def events(request: Request, visit: Looking) -> Response:
    """Stream `changed` whenever a clash came, changed or went; it ends after a while, so that a sign-out is noticed."""
    state = request.app.state
    stream = _changes(visit, state.services.bell, state.closing)
    return StreamingResponse(stream, media_type="text/event-stream", headers={"x-accel-buffering": "no"})


async def _changes(visit: Visit, bell: Bell, closing: asyncio.Event) -> AsyncIterator[str]:
    with bell.listening(events_of(visit.tenant)) as listener:
        async for sign in _signs(visit, listener, closing):
            yield sign


async def _signs(visit: Visit, listener: Listener, closing: asyncio.Event) -> AsyncIterator[str]:
    last = await visit.read(_last_change)
    yield "retry: 2000\nevent: opened\ndata:\n\n"
    for look in range(1, _LOOKS_PER_STREAM + 1):
        await listener.wait(_LOOK_SECONDS)
        if closing.is_set():
            return
        listener.forget()
        now = await visit.read(_last_change)
        if now != last:
            last = now
            yield "event: changed\ndata:\n\n"
            await asyncio.sleep(_LEAST_SECONDS)
        elif look % _LOOKS_PER_SIGN_OF_LIFE == 0:
            yield ": still here\n\n"


def _last_change(records: Records) -> tuple[int, datetime | None]:
    return records.clashes.last_change()
