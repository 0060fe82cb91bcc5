"""Events as they happen, resumable on any replica."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import StreamingResponse

from gateway.api.services import Reader, Services, TheServices
from gateway.domain.bell import events_of
from gateway.domain.events import Event
from service_kit.errors import ErrorKind, ServiceError

router = APIRouter(prefix="/v1/events", tags=["events"])

_EVENTS_PER_LOOK = 200
_SECONDS_PER_SIGN_OF_LIFE = 15.0
_NUMBER = re.compile(r"(?:evt_)?(\d{1,18})")
_STREAM: dict[int | str, dict[str, Any]] = {
    200: {"description": "Server-sent events", "content": {"text/event-stream": {"schema": {"type": "string"}}}}
}


class EventStream(StreamingResponse):
    media_type = "text/event-stream"


@router.get("", response_class=EventStream, responses=_STREAM)
async def stream_events(
    request: Request,
    caller: Reader,
    services: TheServices,
    last_event_id: Annotated[
        str | None, Header(description="Go on after this event: its id here or as a webhook-id.")
    ] = None,
    after: Annotated[str | None, Query(description="The same, for clients that cannot set headers.")] = None,
) -> EventStream:
    """Stream events from now on, or from where an earlier stream ended. None is missed or repeated.

    The answer's header Last-Event-ID tells where it goes on, for clients that break off before the first event.
    """
    last = last_event_id or after
    number = _read(last) if last else await _last_number(services, caller.tenant)
    stream = _events(services, caller.tenant, number, request.app.state.closing)
    headers = {"cache-control": "no-store", "x-accel-buffering": "no", "last-event-id": str(number)}
    return EventStream(stream, headers=headers)


def _read(last_event_id: str) -> int:
    number = _NUMBER.fullmatch(last_event_id)
    if number is None:
        message = "is no id of an event"
        raise ServiceError(ErrorKind.INVALID, message, reason="LAST_EVENT_ID", field="Last-Event-ID")
    return int(number[1])


async def _last_number(services: Services, tenant: str) -> int:
    return await services.unit_of_work.read(tenant, lambda records: records.events.last_number())


async def _events(services: Services, tenant: str, number: int, closing: asyncio.Event) -> AsyncIterator[str]:
    pause = services.event_poll_seconds
    silent_seconds = 0.0
    yield "retry: 2000\n\n"
    with services.bell.listening(events_of(tenant)) as listener:
        while not closing.is_set():
            listener.forget()
            found = await _after(services, tenant, number)
            for event in found:
                number = event.number
                yield _written(event)
            if found:
                silent_seconds = 0.0
            elif not await listener.wait(pause):
                silent_seconds += pause
            if silent_seconds >= _SECONDS_PER_SIGN_OF_LIFE:
                silent_seconds = 0.0
                yield ": still here\n\n"


async def _after(services: Services, tenant: str, number: int) -> tuple[Event, ...]:
    return await services.unit_of_work.read(tenant, lambda records: records.events.after(number, _EVENTS_PER_LOOK))


def _written(event: Event) -> str:
    data = json.dumps({"type": event.type, "at": event.at.isoformat(), "data": event.data})
    return f"id: {event.number}\nevent: {event.type}\ndata: {data}\n\n"
